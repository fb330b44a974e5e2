# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## Programs that act for somebody, with an API token
programs-title = Rhaglenni sy'n gweithredu drosoch
programs-text = Mae rhaglen sydd â thocyn API sy'n perthyn i chi yn gwneud yma yr hyn y cewch chi ei wneud, fel chi: mae'r hyn y mae'n ei agor ac yn ei newid yn sefyll dan eich enw chi. Ni all wneud yr hyn sy'n gofyn am berson, fel cytuno i gais, rhoi rôl neu newid sut rydych yn mewngofnodi. Mae “Terfynu pob un ond hwn” ar y dudalen “Ble rydych chi wedi mewngofnodi” yn terfynu'r tocynnau hyn hefyd.
programs-none = Nid oes rhaglen yn gweithredu drosoch.
programs-made = Crëwyd { $time }.
programs-used = Defnyddiwyd ddiwethaf ar { $day }.
programs-unused = Heb ei ddefnyddio eto.
programs-end = Dod ag ef i ben
programs-make-title = Creu tocyn API
programs-name = Ar gyfer beth y mae
programs-name-hint = Wrth hyn y byddwch yn gwybod wedyn pa un i ddod ag ef i ben. Hyd at 60 llythyren.
programs-name-empty = Dywedwch ar gyfer beth y mae.
programs-name-long = Mae hynny'n hirach na 60 llythyren. Gwnewch ef yn fyrrach.
programs-days = Pa mor hir y mae'n para
programs-days-choice = { $count ->
    [one] Un diwrnod
   *[other] { $count } diwrnod
}
programs-make-hint = Mae pump ar y mwyaf yn rhedeg ar yr un pryd. Rhaid eich bod wedi mewngofnodi, neu wedi dangos eto mai chi sydd yno, o fewn y 15 munud diwethaf. Rydym yn dweud wrthych drwy e-bost pan gaiff tocyn ei greu, os yw eich cyfeiriad gennym.
programs-make = Creu'r tocyn
programs-said-ended = Mae wedi dod i ben, ac nid yw'n agor dim mwyach.
programs-said-before = Roedd ar ben o'r blaen.
programs-said-again = Mae mwy na 15 munud ers i chi fewngofnodi. Allgofnodwch, mewngofnodwch eto, ac yna crëwch y tocyn.
programs-said-full = Mae pum tocyn yn rhedeg eisoes. Dewch ag un ohonynt i ben yn gyntaf.
programs-said-too-long = Mae gan bwy bynnag sy'n ffonio ac yn gwneud dim arall docynnau am un diwrnod. Dewiswch un diwrnod.
programs-new-title = Eich tocyn API newydd
programs-new-text = Dangosir ef y tro hwn yn unig. Pwy bynnag sydd ag ef, chi yw'r un hwnnw: rhowch ef yn storfa gyfrinachau'r rhaglen nawr, ac yn unman arall.
programs-new-send = Mae'r rhaglen yn ei anfon fel “Authorization: Bearer”.
