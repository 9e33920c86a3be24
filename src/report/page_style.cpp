// One accent colour, greys for the rest; meaning never rests on colour alone. Logical properties (inline, block) keep
// the page right for right-to-left data.
#include "report/page_style.h"

namespace dsprep::report {

std::string_view page_style() {
  return R"css(
:root{color-scheme:light dark;
--page:#f7f8fa;--card:#fff;--ink:#1b2130;--soft:#5b6577;--faint:#8a93a5;--line:#e4e7ed;--hair:#eef0f4;
--accent:#2f5bd3;--accent-soft:#dbe4fb;--rest:#c3cad8;--code:#f3f5f8;--good:#12805c;--bad:#c02f2f;
--s2:#d9822b;--s3:#1c8f6b;--s4:#a8479a;--s5:#7c8798;--s6:#8b5e34;--s7:#c94646;--s8:#3f97bd}
@media (prefers-color-scheme:dark){:root{
--page:#0f1218;--card:#171b23;--ink:#e6e9f0;--soft:#a1abbd;--faint:#78839a;--line:#2a303d;--hair:#222834;
--accent:#86a5ff;--accent-soft:#24325a;--rest:#4a5468;--code:#12161d;--good:#4cc79b;--bad:#ff8585;
--s2:#f0a35a;--s3:#4fc39d;--s4:#d482c6;--s5:#98a4b8;--s6:#c2966b;--s7:#f08080;--s8:#6cc0e0}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--ink);
font:15px/1.55 Inter,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","PingFang SC","Hiragino Sans","Hiragino Sans GB",
"Microsoft YaHei","Yu Gothic","Apple SD Gothic Neo","Malgun Gothic","Noto Sans CJK SC","Noto Sans CJK JP",
"Noto Sans CJK KR","Noto Sans Arabic","Noto Sans Hebrew","Noto Sans Devanagari",system-ui,sans-serif,
"Apple Color Emoji","Segoe UI Emoji","Noto Color Emoji";
font-kerning:normal;-webkit-font-smoothing:antialiased}
code,pre,.mono{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"Liberation Mono","DejaVu Sans Mono",
"Noto Sans Mono CJK SC",monospace;font-size:.88em}
a{color:inherit}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{inset-inline-start:1rem;top:1rem;background:var(--card);padding:.4rem .8rem;border-radius:8px;z-index:9}
.frame{max-width:1010px;margin:0 auto;padding:3.2rem 1.5rem 4rem}
nav{display:none}
@media (min-width:1180px){
.frame{max-width:1260px;display:grid;grid-template-columns:188px minmax(0,1fr);column-gap:3.25rem}
nav{display:block;position:sticky;top:3.2rem;align-self:start;max-height:calc(100vh - 5rem);overflow:auto;font-size:13px}}
nav ol{list-style:none;margin:0;padding:0}
nav ol ol{margin:.1rem 0 .7rem;padding-inline-start:.8rem;border-inline-start:1px solid var(--line)}
nav a{display:block;padding:.17rem 0;color:var(--soft);text-decoration:none;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
nav a:hover,nav a:focus{color:var(--accent)}
nav>ol>li>a{color:var(--ink);font-weight:550}
header{margin-bottom:2rem}
.kind{margin:0 0 .35rem;color:var(--accent);font-size:12.5px;font-weight:650;letter-spacing:.06em}
h1{margin:0;font-size:31px;line-height:1.2;font-weight:680;letter-spacing:-.018em;text-wrap:balance;overflow-wrap:anywhere}
.lead{margin:.55rem 0 0;color:var(--soft);font-size:15.5px}
h2{margin:3.2rem 0 1rem;font-size:20px;line-height:1.3;font-weight:660;letter-spacing:-.01em;overflow-wrap:anywhere}
h3{margin:0;font-size:15.5px;line-height:1.35;font-weight:640;overflow-wrap:anywhere}
.note{margin:.3rem 0 0;color:var(--soft);font-size:13.5px;max-width:72ch;overflow-wrap:anywhere}
.hint{margin:.7rem 0 0;color:var(--faint);font-size:12.5px}
.num,.value{font-variant-numeric:tabular-nums lining-nums}

.tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(158px,1fr));gap:.75rem;margin:0}
.tile{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:.85rem 1rem .8rem;min-width:0}
.tile dt{color:var(--soft);font-size:12.5px;line-height:1.35;overflow-wrap:anywhere}
.tile dd{margin:.2rem 0 0;font-size:23px;line-height:1.2;font-weight:640;letter-spacing:-.015em;
font-variant-numeric:tabular-nums lining-nums;overflow-wrap:anywhere}

.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.25rem 1.4rem 1.3rem;min-width:0}
.card+.card{margin-top:1rem}
.cards{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:1rem;align-items:start}
.cards .card{margin:0}
.cards .wide{grid-column:1/-1}
@media (max-width:760px){.cards{grid-template-columns:minmax(0,1fr)}}
.tiles+.cards{margin-top:1rem}
.tile .limits{font-size:12px;font-weight:400;letter-spacing:0;color:var(--soft)}
.warnings{margin-bottom:1rem}.warnings ul{list-style:none;margin:0;padding:0}
.warnings li{display:grid;grid-template-columns:5.2rem minmax(0,1fr);gap:.2rem .8rem;padding:.4rem 0}
.warnings li+li{border-top:1px solid var(--hair)}
.warnings b{font-size:12.5px;padding-top:.1rem}.serious b{color:var(--bad)}.note b{color:var(--soft)}
.warnings p{margin:0;font-size:14px;overflow-wrap:anywhere}.warnings .hint{margin-top:.1rem;font-size:13px}
.warnings .note{margin:0;font-size:inherit;max-width:none;color:inherit}
.chapter{margin:-.6rem 0 1rem}

.flow{display:block;width:100%;height:14px;border-radius:7px;overflow:hidden;margin:.1rem 0 1.35rem}
.f-kept{fill:var(--accent)}.f-dropped{fill:var(--rest)}.f-bad{fill:var(--card)}.f-bad-line{stroke:var(--soft);stroke-width:3}
.sum{display:grid;grid-template-columns:repeat(7,auto) 1fr;align-items:baseline;gap:.4rem 1.15rem;margin:0}
.sum hr{grid-column:1/-1;width:100%;height:1px;margin:.55rem 0;border:0;background:var(--hair)}
@media (max-width:700px){.sum hr{width:auto;flex:1 0 100%}.sum{display:flex;flex-wrap:wrap}}
.sum .term{min-width:6.1rem}
.sum .value{display:block;font-size:21px;line-height:1.25;font-weight:640;letter-spacing:-.012em}
.sum .label{display:flex;align-items:center;gap:.42em;color:var(--soft);font-size:12.5px}
.sum .label .share{color:var(--faint)}
.sum .sign{align-self:start;color:var(--faint);font-size:19px;font-weight:400;padding:0 .05rem}
.key{width:10px;height:10px;border-radius:3px;flex:none}
.facts{display:flex;flex-wrap:wrap;gap:.2rem 1.6rem;margin:1.15rem 0 0;padding:.85rem 0 0;border-top:1px solid var(--hair);
font-size:13px;color:var(--soft)}
.facts b{color:var(--ink);font-weight:560;font-variant-numeric:tabular-nums}

table{border-collapse:collapse;width:100%;font-size:13.5px;line-height:1.45}
.scroll{overflow:auto;max-height:27rem;margin:.85rem -1.4rem 0;padding:0 1.4rem;overscroll-behavior-x:contain}
.whole{margin-top:-.3rem;max-height:none}
.scroll:focus-visible,summary:focus-visible,a:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:4px}
thead>tr>*{position:sticky;top:0;z-index:1;background:var(--card);color:var(--soft);font-weight:560;font-size:12.5px;text-align:start;
vertical-align:bottom;box-shadow:inset 0 -1px var(--line)}
th,td{padding:.42rem .55rem;vertical-align:top}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
tbody th{font-weight:480;text-align:left}
tbody tr+tr>*{border-top:1px solid var(--hair)}
tbody th,td{overflow-wrap:anywhere;min-width:4.2rem}
td.text,th.text{white-space:pre-wrap}
.num{text-align:end!important;white-space:nowrap;overflow-wrap:normal;min-width:0}
td.bars{width:34%;min-width:7rem;padding-top:.72rem}
.wide td.bars{width:50%}
.steps td.bars{width:24%}
.steps tbody th{white-space:nowrap;overflow-wrap:normal;padding-inline-end:1.4rem}
.steps .op{display:block;font-size:12px}
td.bars .bar{min-width:5rem}
.bar{display:block;width:100%;height:8px;border-radius:4px;overflow:hidden}
.b-rest{fill:var(--hair)}.b-fill{fill:var(--accent)}.b-minus{fill:var(--faint)}.b-lost{fill:var(--rest)}
.rule>*{color:var(--soft);font-size:12.5px;padding-top:.16rem;padding-bottom:.16rem}
tbody tr.rule>*{border-top:0}
tbody tr.rule>th{padding-left:1.1rem;font-weight:400}
tr.rule+tr:not(.rule)>*{border-top-color:var(--line)}
tr.rule:has(+tr:not(.rule))>*,tr.rule:last-child>*{padding-bottom:.55rem}
.op{color:var(--faint)}
.command{margin:.5rem 0 0;overflow-wrap:anywhere;color:var(--soft)}
.samples ol{list-style:none;margin:.4rem 0 0;padding:0}
.samples li{padding:.5rem 0;border-top:1px solid var(--hair)}
.samples p{margin:0;font-size:13.5px;line-height:1.5;white-space:pre-wrap;overflow-wrap:anywhere}
.samples del,.samples ins{text-decoration-thickness:1px;border-radius:3px;padding:0 .1em}
.samples del{color:var(--bad)}.samples ins{color:var(--good)}
.samples p+p{margin-top:.25rem}
.samples small{color:var(--faint);font-size:12px;overflow-wrap:anywhere}
.zero{color:var(--faint)}

details{margin-top:.9rem}
.card>details:first-child{margin-top:0}
summary{cursor:pointer;color:var(--soft);font-size:13.5px;width:fit-content}
summary:hover{color:var(--accent)}
.file>summary{color:var(--ink);font-weight:600;font-size:15px}
.file>summary small{color:var(--soft);font-weight:400;font-size:13px;margin-inline-start:.5em}
pre{margin:.85rem 0 0;padding:1rem 1.1rem;background:var(--code);border:1px solid var(--hair);border-radius:10px;overflow:auto;
max-height:30rem;line-height:1.5;tab-size:2}
.hash{color:var(--faint);overflow-wrap:anywhere;font-size:12px}

figure{margin:.9rem 0 0}
.plot{overflow-x:auto}
.plot svg{display:block;width:100%;min-width:620px;height:auto}
.plot text{font-size:11.5px;fill:var(--soft);font-variant-numeric:tabular-nums}
.plot .axis{fill:var(--faint)}
.grid{stroke:var(--hair);stroke-width:1}
.base{stroke:var(--rest);stroke-width:1}
.s2{--c:var(--s2)}.s3{--c:var(--s3)}.s4{--c:var(--s4)}.s5{--c:var(--s5)}.s6{--c:var(--s6)}.s7{--c:var(--s7)}.s8{--c:var(--s8)}
.column{fill:var(--c,var(--accent))}
.column:hover,.dot:hover,.heat:hover{opacity:.72}
.area{fill:var(--accent-soft);opacity:.55}
.curve{fill:none;stroke:var(--c,var(--accent));stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.curve.s2{stroke-dasharray:6 4}.curve.s3{stroke-dasharray:2 4}.curve.s4{stroke-dasharray:9 3 2 3}
.curve.s5{stroke-dasharray:12 4}.curve.s6{stroke-dasharray:4 2}.curve.s7{stroke-dasharray:1 3}.curve.s8{stroke-dasharray:8 3 2 3 2 3}
.dot{fill:var(--card);stroke:var(--c,var(--accent));stroke-width:2}
.mark{stroke:var(--ink);stroke-width:1.2}
.plot .mark-label{fill:var(--ink);font-weight:640}
.heat{fill:var(--accent)}.heat.minus{fill:var(--s2)}
.plot .category{fill:var(--ink)}.plot .on-heat{fill:var(--card)}.plot .in-heat{fill:var(--ink)}
.plot text{pointer-events:none}
.plot.narrow svg{min-width:300px}
figcaption{margin-top:.35rem}figcaption .hint{margin-top:.35rem}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;list-style:none;margin:0;padding:0;font-size:12.5px;color:var(--soft)}
.legend li{display:flex;align-items:center;gap:.42em;min-width:0;overflow-wrap:anywhere}


footer{margin-top:3.4rem;padding-top:1.1rem;border-top:1px solid var(--line);color:var(--faint);font-size:12.5px}
footer p{margin:.15rem 0;overflow-wrap:anywhere}
@media (max-width:560px){.frame{padding:1.8rem 1rem 3rem}h1{font-size:25px}.card{padding:1rem}
.scroll{margin-inline:-1rem;padding:0 1rem}.tile dd{font-size:20px}}

@media print{
:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--faint:#666;--line:#ccc;--hair:#e2e2e2;
--accent:#2f5bd3;--accent-soft:#dbe4fb;--rest:#b9bfca;--code:#fff}
@page{margin:16mm 14mm}
body{font-size:10.5pt}
.frame{display:block;max-width:none;padding:0}
nav,.skip{display:none!important}
h2,h3{break-after:avoid}
.tile,figure,.sum,tr{break-inside:avoid}
.scroll{max-height:none;overflow:visible}
.plot svg{min-width:0}
pre{max-height:none;white-space:pre-wrap}
thead>tr>*{position:static}
details::details-content{content-visibility:visible;block-size:auto}
summary{list-style:none}}
)css";
}

}  // namespace dsprep::report
