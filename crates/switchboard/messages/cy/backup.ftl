# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## After a restore

frozen-title = Mae popeth wedi'i rewi
frozen-banner = Cafodd hwn ei adfer o gopi wrth gefn ac mae wedi'i rewi. Mae'r hyn a welwch fel yr oedd ar { $time }.
frozen-more = Beth mae hyn yn ei olygu
frozen-text = Torrodd rhywbeth, a chafodd hwn ei adfer o gopi wrth gefn. Nes bod dau swyddog wedi edrych arno a gadael iddo fynd ymlaen, ni all neb ffonio neb, chwilio am neb na newid dim.
frozen-since = Adferwyd
frozen-as-of = Fel yr oedd
frozen-lost = Mae'r hyn a ysgrifennwyd ar ôl yr eiliad honno ar goll: canlyniadau galwadau, newidiadau i aelodau, mewnforiadau.
frozen-kept = Beth na chollwyd: pwy wrthwynebodd gael galwadau, mynediad pwy a ddaeth i ben, a phwy a ddilëwyd. Gwnaed hynny eto.
frozen-next = Beth sy'n digwydd nawr
frozen-sign-in = Os ydych yn dal swydd yma, mewngofnodwch i'w helpu i fynd ymlaen.
frozen-sign-in-link = Mewngofnodi
frozen-wait = Does dim angen i chi wneud dim. Mae dau swyddog yn gadael iddo fynd ymlaen, ac yna gall galwadau ddechrau eto. Os oeddech ar ganol galwad, ysgrifennwch ei chanlyniad ar bapur a chadwch y papur yn ddiogel.
frozen-ask-text = Gofynnwch iddo fynd ymlaen; yna mae swyddog arall yn cymeradwyo hynny. Cyn gwneud hynny, edrychwch a ellir dod â'r hyn sydd ar goll yn ôl: y mewnforiad diwethaf, canlyniadau'r noson ddiwethaf.
frozen-requests-link = I'r ceisiadau sy'n aros
frozen-because = Pam y caiff fynd ymlaen
frozen-because-hint = Beth wnaethoch chi edrych arno, i'r swyddog sy'n ei gymeradwyo.
frozen-because-missing = Dywedwch pam, mewn ychydig eiriau.
frozen-ask = Gofyn iddo fynd ymlaen

request-kind-thaw-world = Gadael i bopeth fynd ymlaen ar ôl adfer
requests-about-thaw = Ni all neb ffonio neb na chwilio am neb tan hynny

refusal-world-frozen = Cafodd hwn ei adfer o gopi wrth gefn ac mae wedi'i rewi nes bod dau swyddog yn gadael iddo fynd ymlaen. Ni newidiwyd dim.

public-log-before-title = Beth ddaeth o'r blaen
public-log-before = Mae'r llyfr cofnodion hwn yn mynd ymlaen o un arall, a ddaeth i ben pan gafodd copi wrth gefn ei adfer ar { $time }.
public-log-before-origin = Enw'r llyfr cofnodion o'r blaen
public-log-before-size = Cofnodion yr oedd wedi'u llofnodi
public-log-before-root = Ei wraidd olaf sy'n hysbys yma
public-log-before-from = O'r rhain, cofnodion sydd yn y llyfr cofnodion hwn hefyd
public-log-before-lost = { $lost ->
    [0] Ni chollwyd yr un cofnod wedi'i lofnodi.
    [one] Collwyd un cofnod wedi'i lofnodi gyda'r hyn a dorrodd. Gall pwy bynnag a gadwodd y llyfr cofnodion o'r blaen ei ddangos o hyd.
    [two] Collwyd dau gofnod wedi'u llofnodi gyda'r hyn a dorrodd. Gall pwy bynnag a gadwodd y llyfr cofnodion o'r blaen eu dangos o hyd.
   *[other] Collwyd { $lost } o gofnodion wedi'u llofnodi gyda'r hyn a dorrodd. Gall pwy bynnag a gadwodd y llyfr cofnodion o'r blaen eu dangos o hyd.
}
