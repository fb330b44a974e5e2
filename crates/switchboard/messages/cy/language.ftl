# Welsh (cy). Unreviewed: no fluent speaker has checked these sentences yet.
### Dewis yr iaith, a'r hyn a ddywedir am gyfieithiadau.

# Enw'r iaith ei hun, fel y mae ei siaradwyr yn ei ddweud.
language-itself = Cymraeg
language-unreviewed = Nid yw'r cyfieithiad hwn wedi'i adolygu gan siaradwr rhugl eto.
language-tell = Rhoi gwybod am gamgymeriadau
language-title = Ieithoedd
language-text = Mae'r tudalennau yn yr iaith y mae eich porwr yn gofyn amdani. Mae'r ddolen ar waelod pob tudalen yn dewis iaith arall ar gyfer y porwr hwn.
language-text-own = Rydych wedi dewis iaith eich cyfrif: ynddi hi y mae eich tudalennau, beth bynnag y mae porwr yn gofyn amdano. Mae'r ddolen ar waelod tudalen yn arwain yma.
language-said-own = Mae gan eich cyfrif ei iaith ei hun, felly ni newidiodd y ddolen ddim. Dewiswch iaith arall yma.
language-said-chosen = Wedi'i gadw. Bydd eich tudalennau a'ch llythyrau yn yr iaith hon o hyn ymlaen.
language-own-title = Iaith fy nhudalennau a'm llythyrau
language-own-none = Fel y mae fy mhorwr yn gofyn
language-own-hint = Mae'n mynd gyda'ch cyfrif i bob porwr lle rydych yn mewngofnodi.
language-own-button = Cadw
language-about-title = Am y cyfieithiad
language-about = Yn Saesneg yr ysgrifennir y brawddegau yn gyntaf. Peiriant a wnaeth y cyfieithiad Cymraeg, ac nid oes siaradwr rhugl wedi'i adolygu eto.
language-about-tell = Os yw brawddeg yn anghywir neu'n anodd ei deall, nodwch y dudalen a'r frawddeg, a rhowch wybod i'r sawl a'ch gwahoddodd neu i swyddfa'r sefydliad. Gallant ei phasio ymlaen i'r rhai sy'n ysgrifennu Switchboard.
language-about-holds = Lle mae'r ddwy iaith yn dweud pethau gwahanol, y Saesneg sy'n cyfrif.
action-choose-own-language = Dewis iaith eu tudalennau eu hunain
event-language-chosen = Dewisodd iaith ei dudalennau ei hun
refusal-bad-body = Nid oes modd darllen corff y cais hwn. Mae ei ffurf yn /api/openapi.json. Ni newidiwyd dim.
fault-busy = Mae gormod yn digwydd ar hyn o bryd. Ni newidiwyd dim; rhowch gynnig arall arni mewn eiliad.
fault-disk-full = Mae'r ddisg yn llawn, ac ni chadwyd dim. Rhaid i bwy bynnag sy'n rhedeg y peiriant wneud lle.
