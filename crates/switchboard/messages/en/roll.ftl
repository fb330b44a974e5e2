## The membership officer

import-title = Import the roll
import-text = Choose the file that your membership system saved. Good rows go in. Rows that can't be read come back to you with the reason.
import-region = Country of numbers without a country code
import-region-hint = Two letters: GB is the United Kingdom, IE is Ireland, US is the United States.
import-file = The file
import-file-hint = A CSV file or an XLSX workbook, with headings in its first row.
import-sheet = Sheet of the workbook
import-sheet-hint = Leave this empty for the first sheet that has headings we know.
import-button = Import
import-headings-title = Headings that are understood
import-headings-text = Capital and small letters, spaces and underscores make no difference. Columns with other headings are left out.
import-error-empty = There was nothing in the file. Choose another.
import-error-no-known-column = No heading in the first row is one we know. Check that the first row holds the headings.
import-error-no-membership-number = No column holds the membership number. Give that column the heading "Membership number".
import-error-no-name = No column holds a name. Give that column the heading "Name", or two columns "First name" and "Surname".
import-error-twice = The columns "{ $first }" and "{ $second }" both mean the same. Leave one of them out.
import-error-not-readable = The file did not come in whole. Try it again.
import-error-kind = { $kind ->
    [pdf] This is a PDF. Ask for the spreadsheet that it was made from.
    [picture] This is a picture. Ask for the spreadsheet that it shows.
    [page] This is a web page. Open it in your spreadsheet and save it as XLSX.
    [xml] This is an XML file. Open it in your spreadsheet and save it as XLSX.
    [document] This is a written document. Copy its table into a spreadsheet and save that as XLSX.
    [old-workbook] This is a workbook of the old kind. Open it in your spreadsheet and save it as XLSX.
    [open-document] This is an ODS workbook. Open it in your spreadsheet and save it as XLSX.
    [binary-workbook] This is a binary workbook. Open it in your spreadsheet and save it as XLSX.
   *[archive] This is a packed archive. Unpack it and choose the CSV or XLSX file inside.
}
import-error-locked = This workbook is locked with a password. Save it without one and try that.
import-error-damaged = This workbook is damaged or cut off. Open it in your spreadsheet, save it again and try that.
import-error-workbook-too-large = This workbook is larger than 64 MB. Save it as "CSV UTF-8", which may be larger.
import-error-bomb = This workbook unpacks to more than a roll needs. Copy the table into a new workbook, or save it as "CSV UTF-8".
import-error-no-such-sheet = The workbook has no sheet of that name. Its sheets are: { $names }.
import-error-no-sheets = A CSV file has no sheets. Leave the name of the sheet empty.
import-error-encoding = Line { $number } can't be read as text. Save the file again as "CSV UTF-8" and try that.
import-error-nul = Line { $number } holds a character that no text has. Save the file again as "CSV UTF-8" and try that.
import-error-row-too-long = The row that begins on line { $number } does not end. Look there for a missing quotation mark.
import-error-too-many-columns = The file has { $number } columns. 500 is the most. Leave out those that aren't needed.
import-error-too-large = This file is too large for the page. Ask the person who runs the machine to import it there.
import-error-busy = Another import is running. Wait until it is done.
import-running = The file is being read. Nothing changes until it is all in. You can leave this page.
import-read = Read so far
import-look-again = Look again
import-finished = The file is in. It took effect on { $time }.
import-created = New
import-changed = Changed
import-unchanged = Unchanged
import-rejected = Given back
import-duplicates = Twice in the file
import-rejects-text = The rows given back are as you sent them, each with its line and the reason. Mend them and import that file.
import-rejects = Download the rows given back
import-dropped-title = Columns left out
import-dropped-text = We don't know these headings. What stood under them was not kept.
import-notices-title = How the file was read
import-notice-utf-8 = The letters were read as UTF-8.
import-notice-encoding = The letters were read as { $name }. If names look wrong, save the file as "CSV UTF-8" and import it again.
import-notice-sheet = The sheet "{ $name }" was read.
import-notice-other-sheets = Other sheets have something in them and were not read: { $names }.
import-notice-hidden-sheets = Hidden sheets have something in them and were not read: { $names }.
import-notice-rows-above = { $count ->
    [one] One row above the headings was passed over.
   *[other] { $count } rows above the headings were passed over.
}
import-notice-hidden-rows = { $count ->
    [one] One hidden row was read too.
   *[other] { $count } hidden rows were read too.
}
import-notice-filtered-rows = { $count ->
    [one] One row that a filter hides was read too.
   *[other] { $count } rows that a filter hides were read too.
}
import-notice-hidden-columns = { $count ->
    [one] One hidden column was read too.
   *[other] { $count } hidden columns were read too.
}
import-notice-merged = { $count ->
    [one] One cell reaches over several rows. Each of them got its value.
   *[other] { $count } cells reach over several rows. Each of those rows got the value.
}
import-notice-formulas-without-result = { $count ->
    [one] One formula has no result in the file and was read as empty.
   *[other] { $count } formulas have no result in the file and were read as empty.
} Open the workbook in your spreadsheet, save it and import it again if that is wrong.
import-notice-dates-from-numbers = { $count ->
    [one] One date stood as a number and was read as a date. Look at it.
   *[other] { $count } dates stood as numbers and were read as dates. Look at some of them.
}
import-notice-dates-elsewhere = { $count ->
    [one] One cell outside the columns of dates holds a date. Your spreadsheet may have made it one.
   *[other] { $count } cells outside the columns of dates hold dates. Your spreadsheet may have made them so.
}
import-notice-cells-beside = { $count ->
    [one] One cell stands beside the columns with headings and was left out.
   *[other] { $count } cells stand beside the columns with headings and were left out.
}
import-notice-rows-joined = { $count ->
    [one] One row is about a member of an earlier row. Its numbers were added to that member.
   *[other] { $count } rows are about a member of an earlier row. Their numbers were added to that member.
}
import-notice-addresses-differ = { $count ->
    [one] One member has several addresses in this file. None of them was taken.
   *[other] { $count } members have several addresses in this file. None of them was taken.
}
import-notice-zero-restored = { $count ->
    [one] One telephone number had lost the 0 it begins with. It was put back.
   *[other] { $count } telephone numbers had lost the 0 they begin with. It was put back.
}
import-notice-zip-zero-restored = { $count ->
    [one] One ZIP code had lost the 0 it begins with. It was put back.
   *[other] { $count } ZIP codes had lost the 0 they begin with. It was put back.
}
import-notice-several-numbers = { $count ->
    [one] One cell holds several telephone numbers. All were taken.
   *[other] { $count } cells hold several telephone numbers. All were taken.
}
import-notice-ex-directory = { $count ->
    [one] One cell says "ex-directory" instead of a number.
   *[other] { $count } cells say "ex-directory" instead of a number.
}
import-notice-fax = { $count ->
    [one] One fax number was left out. A fax is never rung.
   *[other] { $count } fax numbers were left out. A fax is never rung.
}
import-notice-maybe-rounded = { $count ->
    [one] One telephone number ends in five zeros. A spreadsheet may have rounded it. Look at it.
   *[other] { $count } telephone numbers end in five zeros. A spreadsheet may have rounded them. Look at some of them.
}
import-notice-misread = { $count ->
    [one] One row holds letters that were spoilt before they came here, such as "Ã¢" for "â".
   *[other] { $count } rows hold letters that were spoilt before they came here, such as "Ã¢" for "â".
} Ask for the file anew from where it came.
import-abandoned = The import stopped. Nothing has changed.
import-number = Number of the import:
import-another = Import another file

field-external-id = Membership number
field-title = Title
field-name = Name
field-given-name = First name
field-middle-name = Middle name
field-family-name = Family name
field-full-name = Whole name
field-suffix = Suffix
field-gender = Gender
field-email = E-mail
field-phone = Telephone
field-address = Address
field-postcode = Postcode
field-city = Town
field-branch = Branch
field-kind = Kind of member
field-birth-date = Date of birth
field-joined-on = Joined
field-ends-on = Membership ends
field-do-not-call = Do not call
field-deceased = Has died
field-area = Area
field-tags = Tags

search-title = Find a member
search-among = You look among the members of { $branch } and of all branches under it.
search-by = Look by
search-by-name = Name
search-by-number = Telephone number
search-by-email = E-mail address
search-by-membership = Membership number
search-text = What to look for
search-text-hint = Each search is recorded with what it showed.
search-button = Find
search-unclear = This cannot be looked for. Type more of it, or look by something else.
search-found-title = Found
search-nobody = Nobody was found.
search-masked = At most 20 at a time, partly covered.
search-membership = Membership number { $number }
search-more = Show the next ones

reports-title = Reports from calls
reports-none = No report waits for you.
reports-none-here = No newer report waits. Older ones may.
reports-text = This is what callers told of members, oldest first. The campaign that called does not ring them meanwhile. Showing this page is recorded.
reports-right-means = Right: that campaign goes on not ringing them. Nobody rings a member who has died.
reports-mistaken-means = A mistake: that campaign may ring them again, unless something else stands against it, such as an objection.
reports-from = Reported on a call,
reports-right = It is right
reports-mistaken = It was a mistake
reports-more = Show the next ones
reports-first = Back to the oldest
reports-said-right = Written down: it is right.
reports-said-mistaken = Written down: it was a mistake.
reports-said-before = This report was settled before. Nothing was changed.
