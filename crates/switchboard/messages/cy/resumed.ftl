# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
## When the log goes on over entries that were lost

event-log-resumed = Aeth y llyfr cofnodion ymlaen ar ôl adfer; o rai cofnodion cyn hwn dim ond yr hash sydd ar ôl

public-log-resumed-title = Beth a gollwyd
public-log-resumed-text = Ar ôl adfer o gopi wrth gefn aeth y llyfr cofnodion hwn ymlaen o dan ei enw ei hun. Mae'r hyn a oedd yn y cofnodion nad oedd gan y copi wrth gefn wedi'i golli, ac ni all neb ddweud i bwy yr oeddent yn perthyn. Mae eu hashiau yn y llyfr cofnodion o hyd: gall pwy bynnag a gymerodd gopi o gofnod o'r fath mewn pryd ei brofi o hyd.
public-log-resumed-table = Pob tro y collwyd cofnodion
public-log-resumed-when = Pryd
public-log-resumed-from = O gofnod
public-log-resumed-to = Cyn cofnod
public-log-resumed-lost = Collwyd

explorer-lost = { $count ->
    [one] Collwyd un cofnod â rhif o { $from } hyd at cyn { $to } wrth adfer: dim ond ei hash sydd ar ôl, ac nid yw ar unrhyw dudalen.
    [two] Collwyd dau gofnod â rhifau o { $from } hyd at cyn { $to } wrth adfer: dim ond eu hashiau sydd ar ôl, ac nid ydynt ar unrhyw dudalen.
   *[other] Collwyd { $count } o gofnodion â rhifau o { $from } hyd at cyn { $to } wrth adfer: dim ond eu hashiau sydd ar ôl, ac nid ydynt ar unrhyw dudalen.
}
exhibit-lost = { $lost ->
    [one] Collwyd un cofnod rhwng y mynegeion { $first } a { $last } gyda'r hyn a dorrodd: ni all neb ddweud a oedd yn perthyn yma.
    [two] Collwyd dau gofnod rhwng y mynegeion { $first } a { $last } gyda'r hyn a dorrodd: ni all neb ddweud a oedd rhai ohonynt yn perthyn yma.
   *[other] Collwyd { $lost } o gofnodion rhwng y mynegeion { $first } a { $last } gyda'r hyn a dorrodd: ni all neb ddweud a oedd rhai ohonynt yn perthyn yma.
}
