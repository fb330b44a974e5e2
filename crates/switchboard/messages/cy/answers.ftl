# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## What a campaign wrote about a member, read outside the campaign

nav-cases = Wedi'i ddarllen gennym ni
nav-cases-hint = Pryd y darllenodd ein deiliaid swydd yr hyn a ysgrifennodd ymgyrch am aelod, ac at ba ddiben.

answers-purpose-member-asks = Mae'r aelod yn gofyn beth sy'n cael ei gadw amdanynt
answers-purpose-complaint = Cwyn am alwad
answers-purpose-claim = Hawliad cyfreithiol, neu orchymyn gan awdurdod

answers-ask-title = Gofyn am gael darllen yr hyn a ysgrifennodd ymgyrch
answers-ask-link = Gofyn am gael darllen yr hyn a ysgrifennodd ymgyrch am aelod
answers-ask-text = Mae'r hyn a ddaeth o alwad, a'r hyn a nododd y galwr, yn perthyn i'r ymgyrch a ffoniodd. Gallwch ei ddarllen ar gyfer un aelod ac un ymgyrch, os yw ail berson yn cytuno. Y swyddog diogelu data yw un o'r ddau.
answers-ask-told = Pan fyddant yn cytuno, mae trefnwyr yr ymgyrch yn cael llythyr: pwy ofynnodd, pwy gytunodd ac at ba ddiben. Ni ddywedir wrthynt pa aelod, na beth yw eich rheswm. Wedyn gallwch ei ddarllen am 24 awr, ac mae pob tro yn cael ei gofnodi a'i gyfrif.
answers-ask-sides = Nid oes neb sydd â rôl, neu a fu â rôl, mewn unrhyw ymgyrch yn yr ornest yn gofyn, yn cytuno nac yn darllen.
answers-ask-number = Rhif aelodaeth
answers-ask-number-hint = Fel y mae yn y llyfrau. Dywedir wrthych a oes gan rywun y rhif hwn, a chaiff hynny ei gofnodi.
answers-ask-campaign = Atebion pa ymgyrch
answers-ask-no-campaign = Nid oes ymgyrch eto.
answers-ask-purpose = At ba ddiben
answers-ask-why = Pam
answers-ask-why-hint = I bwy bynnag sy'n penderfynu, yn eich geiriau eich hun, 500 o lythrennau ar y mwyaf. Mae'n cael ei anghofio gyda'r aelod.
answers-ask-button = Gofyn i ail berson
answers-slip-nobody = Nid oes gan neb ar y gofrestr y rhif hwn. Ni ofynnwyd am ddim.
answers-slip-why = Dywedwch pam, mewn ychydig eiriau, 500 o lythrennau ar y mwyaf.
answers-slip-choose = Dewiswch ymgyrch a'r diben.

answers-about = Yr hyn a ysgrifennodd { $campaign } ({ $contest }). Diben: { $purpose }.
answers-about-told = Pan fydd rhywun arall yn cymeradwyo, dywedir wrth yr ymgyrch ar unwaith, a gall pwy bynnag a ofynnodd ei ddarllen am 24 awr.
answers-about-read = Ei ddarllen
answers-about-untold = Ni chafodd ei agor: nid oedd neb o'r ymgyrch, na neb arall, i gael gwybod amdano drwy lythyr. Gofynnwch i'r swyddog canlyniadau pwy sy'n trefnu'r ymgyrch hon nawr, a gofynnwch eto.

answers-read-title = Yr hyn a ysgrifennodd ymgyrch am aelod
answers-read-text = Yr hyn a nododd galwyr { $campaign } ({ $contest }) am un aelod. Mae dangos y dudalen hon yn cael ei gofnodi, gyda'r aelod, a'i gyfrif ar gyfer yr ymgyrch.
answers-read-for = At ba ddiben
answers-read-agreed = Cytunwyd gan
answers-read-until = Gallwch ei ddarllen tan
answers-read-none = Ni chafwyd hyd i ddim a ysgrifennodd yr ymgyrch hon am yr aelod hwn.
answers-read-none-more = Ni chafwyd hyd i ddim mwy.
answers-read-cut = Dim ond y 5,000 o gofnodion diweddaraf am yr aelod hwn a chwiliwyd. Nid yw'r hyn a ysgrifennwyd cyn hynny i'w weld yma.
answers-read-outcome = Yr hyn a ddaeth ohoni
answers-read-note = Nodyn
answers-read-no-note = Nid oes nodyn wedi'i gadw
answers-read-late = Nodwyd ar ôl i amser yr alwad ddod i ben
answers-read-callers = Nid yw'r sawl a ffoniodd i'w weld yma: yr ymgyrch sy'n ateb dros ei galwyr.
answers-read-more = Dangos rhai hŷn
answers-read-first = Yn ôl i'r diweddaraf

cases-title = Wedi'i ddarllen gan ein deiliaid swydd
cases-title-of = { $campaign }: wedi'i ddarllen gan ein deiliaid swydd
cases-text = Pob tro y cytunodd dau o'n deiliaid swydd i ddarllen yr hyn a ysgrifennodd galwyr ymgyrch am un aelod. Ni ddywedir yma pa aelod, na pham mewn geiriau.
cases-none = Nid yw erioed wedi'i ddarllen.
cases-none-more = Nid oes rhai hŷn.
cases-opened = Gofynnodd { $asked }, a chytunodd { $agreed } ar { $time }.
cases-until = Roedd modd ei ddarllen tan { $time }.
cases-until-open = Mae modd ei ddarllen tan { $time }.
cases-reads = { $count ->
    [0] Heb ei ddarllen.
    [one] Darllenwyd unwaith, ar { $time }.
    [two] Darllenwyd ddwywaith, y tro diwethaf ar { $time }.
   *[other] Darllenwyd { $count } o weithiau, y tro diwethaf ar { $time }.
}
cases-more = Dangos rhai hŷn
cases-first = Yn ôl i'r diweddaraf
cases-home = Wedi'i ddarllen gan ein deiliaid swydd

event-answers-opened = Cytunodd dau berson i ddarllen yr hyn a ysgrifennodd ymgyrch am aelod, a dywedwyd wrth yr ymgyrch
event-answers-read = Darllenwyd yr hyn a ysgrifennodd ymgyrch am aelod y tu allan i'r ymgyrch
event-cases-shown = Dangoswyd pryd y darllenodd ein deiliaid swydd yr hyn a ysgrifennodd ymgyrchoedd

request-kind-read-answers = Darllen yr hyn a ysgrifennodd ymgyrch am aelod
refusal-in-contest = Mae gennych rôl, neu bu gennych rôl, mewn ymgyrch yn yr ornest hon. Felly nid ydych yn darllen yr hyn a ysgrifennodd ei hymgyrchoedd, nac yn rhewi dim ynddi, nac yn rhoi oriau'n ôl, nac yn tynnu ymgyrch allan, nac yn cytuno i ddim o hynny. Gofynnwch i gydweithiwr na fu â rôl ynddi erioed. Ni ddangoswyd dim, ac ni wnaed dim.
why-in-contest = Mae ganddynt rôl, neu bu ganddynt rôl, mewn ymgyrch yn yr ornest honno.
refusal-case-over = Ni ellir darllen hwn mwyach: mae ei 24 awr ar ben, neu mae'r aelod wedi'i anghofio. Os oes ei angen o hyd, gofynnwch eto.
why-case-over = Mae ei 24 awr ar ben.

action-read-what-a-campaign-wrote = Darllen yr hyn a ysgrifennodd ymgyrch am aelod, ar ôl i ddau gytuno
action-see-that-its-answers-were-read = Gweld pryd y darllenodd ein deiliaid swydd yr hyn a ysgrifennodd ymgyrch
action-add-own-words-to-the-draw = Ychwanegu geiriau eich hun at goelbren yr alwad gyntaf
action-see-a-campaigns-own-page = Gweld tudalen ymgyrch ei hun

letter-answers-opened-subject = { $organisation }: ceir darllen yr hyn a ysgrifennodd { $campaign } am aelod
letter-answers-opened-body =
    Ar { $place } cytunodd dau berson y ceir darllen, y tu allan i'ch ymgyrch, yr hyn a nododd galwyr { $campaign } am un aelod: yr hyn a ddaeth o'r galwadau, a'r nodiadau.

    Gofynnwyd am hyn gan { $asker }, sy'n cael darllen hyn tan { $until }. Cytunodd { $by }. Diben: { $what-for ->
        [member-asks] mae'r aelod yn gofyn beth sy'n cael ei gadw amdanynt
        [complaint] cwyn am alwad
       *[claim] hawliad cyfreithiol, neu orchymyn gan awdurdod
    }.

    Ni ddywedir wrthych pa aelod ydyw. Mae tudalen eich ymgyrch "Wedi'i ddarllen gan ein deiliaid swydd" yn dangos pa mor aml y mae'n cael ei ddarllen.

    Os yw'n ymddangos yn anghywir i chi, dywedwch hynny wrth swyddog diogelu data { $organisation }, dros y ffôn.
