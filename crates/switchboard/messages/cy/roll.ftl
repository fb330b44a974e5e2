# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## The membership officer

import-title = Mewnforio'r gofrestr
import-text = Dewiswch y ffeil y mae eich system aelodaeth wedi'i chadw. Mae rhesi da yn mynd i mewn. Mae rhesi na ellir eu darllen yn dod yn ôl atoch gyda'r rheswm.
import-region = Gwlad y rhifau sydd heb god gwlad
import-region-hint = Dwy lythyren: GB yw'r Deyrnas Unedig, IE yw Iwerddon, US yw'r Unol Daleithiau.
import-file = Y ffeil
import-file-hint = Ffeil CSV neu lyfr gwaith XLSX, gyda phenawdau yn y rhes gyntaf.
import-sheet = Dalen yn y llyfr gwaith
import-sheet-hint = Gadewch hwn yn wag i ddewis y ddalen gyntaf sydd â phenawdau rydym yn eu hadnabod.
import-button = Mewnforio
import-headings-title = Penawdau sy'n cael eu deall
import-headings-text = Nid yw priflythrennau, llythrennau bach, bylchau na thanlinellau yn gwneud gwahaniaeth. Mae colofnau â phenawdau eraill yn cael eu gadael allan.
import-error-empty = Doedd dim byd yn y ffeil. Dewiswch un arall.
import-error-no-known-column = Nid ydym yn adnabod yr un pennawd yn y rhes gyntaf. Gwnewch yn siŵr mai yn y rhes gyntaf y mae'r penawdau.
import-error-no-membership-number = Nid oes colofn â'r rhif aelodaeth ynddi. Rhowch y pennawd "Membership number" ar y golofn honno.
import-error-no-name = Nid oes colofn ag enw ynddi. Rhowch y pennawd "Name" ar y golofn honno, neu'r penawdau "First name" a "Surname" ar ddwy golofn.
import-error-twice = Mae'r colofnau "{ $first }" a "{ $second }" yn golygu'r un peth. Gadewch un ohonynt allan.
import-error-not-readable = Ni ddaeth y ffeil i mewn yn gyfan. Rhowch gynnig arall arni.
import-error-kind = { $kind ->
    [pdf] PDF yw hwn. Gofynnwch am y daenlen y cafodd ei wneud ohoni.
    [picture] Llun yw hwn. Gofynnwch am y daenlen y mae'n ei dangos.
    [page] Tudalen we yw hon. Agorwch hi yn eich taenlen a'i chadw fel XLSX.
    [xml] Ffeil XML yw hon. Agorwch hi yn eich taenlen a'i chadw fel XLSX.
    [document] Dogfen destun yw hon. Copïwch ei thabl i daenlen a chadw honno fel XLSX.
    [old-workbook] Llyfr gwaith o'r hen fath yw hwn. Agorwch ef yn eich taenlen a'i gadw fel XLSX.
    [open-document] Llyfr gwaith ODS yw hwn. Agorwch ef yn eich taenlen a'i gadw fel XLSX.
    [binary-workbook] Llyfr gwaith deuaidd yw hwn. Agorwch ef yn eich taenlen a'i gadw fel XLSX.
   *[archive] Archif wedi'i phacio yw hon. Dadbaciwch hi a dewis y ffeil CSV neu XLSX sydd ynddi.
}
import-error-locked = Mae'r llyfr gwaith hwn wedi'i gloi â chyfrinair. Cadwch ef heb gyfrinair a rhowch gynnig ar hwnnw.
import-error-damaged = Mae'r llyfr gwaith hwn wedi'i ddifrodi neu wedi'i dorri'n fyr. Agorwch ef yn eich taenlen, cadwch ef eto a rhowch gynnig ar hwnnw.
import-error-workbook-too-large = Mae'r llyfr gwaith hwn yn fwy na 64 MB. Cadwch ef fel "CSV UTF-8", sy'n cael bod yn fwy.
import-error-bomb = Mae'r llyfr gwaith hwn yn dadbacio i fwy nag sydd ei angen ar gofrestr. Copïwch y tabl i lyfr gwaith newydd, neu cadwch ef fel "CSV UTF-8".
import-error-no-such-sheet = Nid oes dalen o'r enw hwnnw yn y llyfr gwaith. Dyma ei ddalennau: { $names }.
import-error-no-sheets = Nid oes dalennau mewn ffeil CSV. Gadewch enw'r ddalen yn wag.
import-error-encoding = Ni ellir darllen llinell { $number } fel testun. Cadwch y ffeil eto fel "CSV UTF-8" a rhowch gynnig ar honno.
import-error-nul = Mae nod yn llinell { $number } nad yw mewn unrhyw destun. Cadwch y ffeil eto fel "CSV UTF-8" a rhowch gynnig ar honno.
import-error-row-too-long = Nid yw'r rhes sy'n dechrau ar linell { $number } yn dod i ben. Edrychwch yno am ddyfynnod sydd ar goll.
import-error-too-many-columns = Nifer y colofnau yn y ffeil: { $number }. 500 yw'r mwyaf. Gadewch allan y rhai nad oes eu hangen.
import-error-too-large = Mae'r ffeil hon yn rhy fawr i'r dudalen. Gofynnwch i'r sawl sy'n rhedeg y peiriant ei mewnforio yno.
import-error-busy = Mae mewnforio arall ar waith. Arhoswch nes ei fod wedi gorffen.
import-running = Mae'r ffeil yn cael ei darllen. Nid oes dim yn newid nes bod y cyfan i mewn. Gallwch adael y dudalen hon.
import-read = Wedi'u darllen hyd yn hyn
import-look-again = Edrych eto
import-finished = Mae'r ffeil i mewn. Daeth i rym ar { $time }.
import-created = Newydd
import-changed = Wedi newid
import-unchanged = Heb newid
import-rejected = Wedi'u rhoi'n ôl
import-duplicates = Ddwywaith yn y ffeil
import-rejects-text = Mae'r rhesi a roddwyd yn ôl fel yr anfonoch nhw, pob un â'i llinell a'r rheswm. Cywirwch nhw a mewnforio'r ffeil honno.
import-rejects = Lawrlwytho'r rhesi a roddwyd yn ôl
import-dropped-title = Colofnau a adawyd allan
import-dropped-text = Nid ydym yn adnabod y penawdau hyn. Ni chadwyd yr hyn oedd oddi tanynt.
import-notices-title = Sut y darllenwyd y ffeil
import-notice-utf-8 = Darllenwyd y llythrennau fel UTF-8.
import-notice-encoding = Darllenwyd y llythrennau fel { $name }. Os yw enwau'n edrych yn anghywir, cadwch y ffeil fel "CSV UTF-8" a'i mewnforio eto.
import-notice-sheet = Darllenwyd y ddalen "{ $name }".
import-notice-other-sheets = Mae rhywbeth mewn dalennau eraill, ac ni chawsant eu darllen: { $names }.
import-notice-hidden-sheets = Mae rhywbeth mewn dalennau cudd, ac ni chawsant eu darllen: { $names }.
import-notice-rows-above = { $count ->
    [one] Aethpwyd heibio i un rhes uwchben y penawdau.
    [two] Aethpwyd heibio i ddwy res uwchben y penawdau.
   *[other] Aethpwyd heibio i { $count } o resi uwchben y penawdau.
}
import-notice-hidden-rows = { $count ->
    [one] Darllenwyd un rhes gudd hefyd.
    [two] Darllenwyd dwy res gudd hefyd.
   *[other] Darllenwyd { $count } o resi cudd hefyd.
}
import-notice-filtered-rows = { $count ->
    [one] Darllenwyd hefyd un rhes y mae hidlydd yn ei chuddio.
    [two] Darllenwyd hefyd ddwy res y mae hidlydd yn eu cuddio.
   *[other] Darllenwyd hefyd { $count } o resi y mae hidlydd yn eu cuddio.
}
import-notice-hidden-columns = { $count ->
    [one] Darllenwyd un golofn gudd hefyd.
    [two] Darllenwyd dwy golofn gudd hefyd.
   *[other] Darllenwyd { $count } o golofnau cudd hefyd.
}
import-notice-merged = { $count ->
    [one] Mae un gell yn ymestyn dros sawl rhes. Cafodd pob un ohonynt ei gwerth.
    [two] Mae dwy gell yn ymestyn dros sawl rhes. Cafodd pob un o'r rhesi hynny'r gwerth.
   *[other] Mae { $count } o gelloedd yn ymestyn dros sawl rhes. Cafodd pob un o'r rhesi hynny'r gwerth.
}
import-notice-formulas-without-result = { $count ->
    [one] Nid oes canlyniad i un fformiwla yn y ffeil, a darllenwyd hi fel un wag.
    [two] Nid oes canlyniad i ddwy fformiwla yn y ffeil, a darllenwyd nhw fel rhai gwag.
   *[other] Nid oes canlyniad i { $count } o fformiwlâu yn y ffeil, a darllenwyd nhw fel rhai gwag.
} Os yw hynny'n anghywir, agorwch y llyfr gwaith yn eich taenlen, cadwch ef a'i fewnforio eto.
import-notice-dates-from-numbers = { $count ->
    [one] Roedd un dyddiad wedi'i roi fel rhif, a darllenwyd ef fel dyddiad. Edrychwch arno.
    [two] Roedd dau ddyddiad wedi'u rhoi fel rhifau, a darllenwyd nhw fel dyddiadau. Edrychwch arnynt.
   *[other] Roedd { $count } o ddyddiadau wedi'u rhoi fel rhifau, a darllenwyd nhw fel dyddiadau. Edrychwch ar rai ohonynt.
}
import-notice-dates-elsewhere = { $count ->
    [one] Mae dyddiad mewn un gell y tu allan i'r colofnau dyddiadau. Efallai mai eich taenlen a'i gwnaeth yn ddyddiad.
    [two] Mae dyddiad mewn dwy gell y tu allan i'r colofnau dyddiadau. Efallai mai eich taenlen a'u gwnaeth yn ddyddiadau.
   *[other] Mae dyddiad mewn { $count } o gelloedd y tu allan i'r colofnau dyddiadau. Efallai mai eich taenlen a'u gwnaeth yn ddyddiadau.
}
import-notice-cells-beside = { $count ->
    [one] Mae un gell wrth ochr y colofnau â phenawdau, a gadawyd hi allan.
    [two] Mae dwy gell wrth ochr y colofnau â phenawdau, a gadawyd nhw allan.
   *[other] Mae { $count } o gelloedd wrth ochr y colofnau â phenawdau, a gadawyd nhw allan.
}
import-notice-rows-joined = { $count ->
    [one] Mae un rhes yn sôn am aelod o res gynharach. Ychwanegwyd ei rhifau at yr aelod hwnnw.
    [two] Mae dwy res yn sôn am aelod o res gynharach. Ychwanegwyd eu rhifau at yr aelod hwnnw.
   *[other] Mae { $count } o resi yn sôn am aelod o res gynharach. Ychwanegwyd eu rhifau at yr aelod hwnnw.
}
import-notice-addresses-differ = { $count ->
    [one] Mae gan un aelod sawl cyfeiriad yn y ffeil hon. Ni chymerwyd yr un ohonynt.
    [two] Mae gan ddau aelod sawl cyfeiriad yn y ffeil hon. Ni chymerwyd yr un ohonynt.
   *[other] Mae gan { $count } aelod sawl cyfeiriad yn y ffeil hon. Ni chymerwyd yr un ohonynt.
}
import-notice-zero-restored = { $count ->
    [one] Roedd un rhif ffôn wedi colli'r 0 ar ei ddechrau. Rhoddwyd y 0 yn ôl.
    [two] Roedd dau rif ffôn wedi colli'r 0 ar eu dechrau. Rhoddwyd y 0 yn ôl.
   *[other] Roedd { $count } o rifau ffôn wedi colli'r 0 ar eu dechrau. Rhoddwyd y 0 yn ôl.
}
import-notice-zip-zero-restored = { $count ->
    [one] Roedd un cod ZIP wedi colli'r 0 ar ei ddechrau. Rhoddwyd y 0 yn ôl.
    [two] Roedd dau god ZIP wedi colli'r 0 ar eu dechrau. Rhoddwyd y 0 yn ôl.
   *[other] Roedd { $count } o godau ZIP wedi colli'r 0 ar eu dechrau. Rhoddwyd y 0 yn ôl.
}
import-notice-several-numbers = { $count ->
    [one] Mae sawl rhif ffôn mewn un gell. Cymerwyd pob un.
    [two] Mae sawl rhif ffôn mewn dwy gell. Cymerwyd pob un.
   *[other] Mae sawl rhif ffôn mewn { $count } o gelloedd. Cymerwyd pob un.
}
import-notice-ex-directory = { $count ->
    [one] Mae un gell yn dweud "ex-directory" yn lle rhif.
    [two] Mae dwy gell yn dweud "ex-directory" yn lle rhif.
   *[other] Mae { $count } o gelloedd yn dweud "ex-directory" yn lle rhif.
}
import-notice-fax = { $count ->
    [one] Gadawyd un rhif ffacs allan. Nid yw ffacs byth yn cael ei ffonio.
    [two] Gadawyd dau rif ffacs allan. Nid yw ffacs byth yn cael ei ffonio.
   *[other] Gadawyd { $count } o rifau ffacs allan. Nid yw ffacs byth yn cael ei ffonio.
}
import-notice-maybe-rounded = { $count ->
    [one] Mae un rhif ffôn yn gorffen â phum sero. Efallai fod taenlen wedi'i dalgrynnu. Edrychwch arno.
    [two] Mae dau rif ffôn yn gorffen â phum sero. Efallai fod taenlen wedi'u talgrynnu. Edrychwch arnynt.
   *[other] Mae { $count } o rifau ffôn yn gorffen â phum sero. Efallai fod taenlen wedi'u talgrynnu. Edrychwch ar rai ohonynt.
}
import-notice-misread = { $count ->
    [one] Mae llythrennau mewn un rhes a ddifethwyd cyn iddynt ddod yma, fel "Ã¢" yn lle "â".
    [two] Mae llythrennau mewn dwy res a ddifethwyd cyn iddynt ddod yma, fel "Ã¢" yn lle "â".
   *[other] Mae llythrennau mewn { $count } o resi a ddifethwyd cyn iddynt ddod yma, fel "Ã¢" yn lle "â".
} Gofynnwch o'r newydd am y ffeil o'r man y daeth ohono.
import-abandoned = Stopiodd y mewnforio. Nid oes dim wedi newid.
import-number = Rhif y mewnforio:
import-another = Mewnforio ffeil arall

field-external-id = Rhif aelodaeth
field-title = Teitl
field-name = Enw
field-given-name = Enw cyntaf
field-middle-name = Enw canol
field-family-name = Cyfenw
field-full-name = Enw llawn
field-suffix = Ôl-ddodiad
field-gender = Rhywedd
field-email = E-bost
field-phone = Ffôn
field-address = Cyfeiriad
field-postcode = Cod post
field-city = Tref
field-branch = Cangen
field-kind = Math o aelod
field-birth-date = Dyddiad geni
field-joined-on = Ymunodd
field-ends-on = Aelodaeth yn dod i ben
field-do-not-call = Peidio â ffonio
field-deceased = Wedi marw
field-area = Ardal
field-tags = Tagiau

search-title = Dod o hyd i aelod
search-among = Rydych yn chwilio ymhlith aelodau'r gangen hon a phob cangen oddi tani: { $branch }.
search-by = Chwilio yn ôl
search-by-name = Enw
search-by-number = Rhif ffôn
search-by-email = Cyfeiriad e-bost
search-by-membership = Rhif aelodaeth
search-text = Beth i chwilio amdano
search-text-hint = Mae pob chwiliad yn cael ei gofnodi gyda'r hyn a ddangosodd.
search-button = Chwilio
search-unclear = Ni ellir chwilio am hyn. Teipiwch fwy ohono, neu chwiliwch yn ôl rhywbeth arall.
search-found-title = Canlyniadau
search-nobody = Ni chafwyd hyd i neb.
search-masked = 20 ar y tro ar y mwyaf, wedi'u cuddio'n rhannol.
search-membership = Rhif aelodaeth { $number }
search-more = Dangos y rhai nesaf

reports-title = Adroddiadau o alwadau
reports-none = Nid oes adroddiad yn aros amdanoch.
reports-none-here = Nid oes adroddiad mwy newydd yn aros. Efallai fod rhai hŷn.
reports-text = Dyma'r hyn a ddywedodd galwyr am aelodau, yr hynaf yn gyntaf. Yn y cyfamser nid yw'r ymgyrch a ffoniodd yn eu ffonio. Mae dangos y dudalen hon yn cael ei gofnodi.
reports-right-means = Cywir: mae'r ymgyrch honno'n dal i beidio â'u ffonio. Nid oes neb yn ffonio aelod sydd wedi marw.
reports-mistaken-means = Camgymeriad: caiff yr ymgyrch honno eu ffonio eto, oni bai fod rhywbeth arall yn erbyn hynny, fel gwrthwynebiad.
reports-from = Adroddwyd ar alwad,
reports-right = Mae'n gywir
reports-mistaken = Camgymeriad oedd hwn
reports-more = Dangos y rhai nesaf
reports-first = Yn ôl i'r hynaf
reports-said-right = Wedi'i nodi: mae'n gywir.
reports-said-mistaken = Wedi'i nodi: camgymeriad oedd hwn.
reports-said-before = Cafodd yr adroddiad hwn ei setlo o'r blaen. Ni newidiwyd dim.
