## Choosing whom a new phone bank rings

audience-title = New phone bank
audience-text = Choose whom it rings. You see about how many they are, never who.
audience-name = Name of the phone bank
audience-name-hint = Callers see it. Don't name a person.
audience-whom = Whom it rings
audience-all = Everybody
audience-option = { $name } – { $count }
audience-field-branch = Branch
audience-field-kind = Kind of membership
audience-field-age = Age
audience-field-joined = Joined
audience-joined-this-year = This year
audience-joined-last-year = Last year
audience-joined-to-5 = 2 to 5 years ago
audience-joined-to-10 = 6 to 10 years ago
audience-joined-earlier = Earlier
audience-unknown = Not known
audience-sample = Only some of them, drawn by chance
audience-sample-hint = How many. Leave it empty to ring all of them.
audience-script = What to talk about
audience-notes = Callers may write a free note
audience-count = How many are they?
audience-add = Add this phone bank
audience-about = About { $count } members.
audience-withheld = No number can be told, and they can't be rung as a group: they are too few, or nearly the same people as a larger group. Leave one choice out.
audience-no-such = This contest has no such group. Choose one that is listed.
audience-book-full = Your campaign has asked its 200 questions in this contest. Choose one that it asked before, or leave out choices until two are left: those are always answered.
audience-not-ready = The members are just being counted. Try again in a moment.
audience-wrong-name = Give the phone bank a name of at most 80 characters.
audience-wrong-sample = Write how many as a number from 50 on, or leave it empty.
audience-wrong-choice = Choose one of each list.
audience-withdrawn = This campaign has withdrawn. It gets no phone bank any more.
audience-too-many = This campaign has 20 phone banks. That is the most. Open one of those it has.
audience-callers-know = Whoever rings in this phone bank knows of each member what you chose. Their first page says so.
audience-paused = The phone bank begins paused. Its list is filled within a few minutes.
audience-rules-title = How these numbers are made
audience-rules = They are of the members as they were fixed for your contest, so they don't change from day to day. Each is moved up or down by up to 5, always by the same for the same group, and rounded to 5. So numbers don't add up exactly. Fewer than 10 are never shown, and a phone bank needs about 50.
audience-rules-standing = Where members aren't fixed for a contest, the numbers are of the roll at the beginning of the month.
audience-questions = Each choice of one or two groups is answered to every campaign. Of choices of three or four your campaign may ask 200 different ones in a contest. Asking one again costs nothing.
audience-book-title = What your campaign has asked
audience-book-used = { $count ->
    [one] One of 200 questions is used.
   *[other] { $count } of 200 questions are used.
}
audience-book-caption = Questions of three or four groups
audience-group = Group
audience-members = Members, about
audience-chart = A bar for each group. The table has the same numbers.
audience-by-branch = By branch
audience-by-kind = By kind of membership
audience-by-age = By age
audience-by-joined = By when they joined
