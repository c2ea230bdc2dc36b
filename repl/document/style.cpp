#include "repl/document/style.hpp"

namespace normgraph::repl {

namespace {

// Colours keep a contrast of at least 4.5 to 1 for text (WCAG 2.2, AA), in both schemes.
constexpr std::string_view rules = R"css(
:root{--page:#fff;--ink:#1b2230;--faint:#566072;--rule:#dde1e8;--wash:#f5f7fa;--link:#1a56a0;
--red:#8c1d18;--red-wash:#fdebe9;--amber:#6b4700;--amber-wash:#fff2d4;--green:#14532d;
--green-wash:#e2f4e6;--grey:#3f4855;--grey-wash:#eceff3}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif}
.page{max-width:1120px;margin:0 auto;padding:40px 32px 64px}
h1,h2,h3,h4{line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:30px;font-weight:650;letter-spacing:-.015em;max-width:24em}
h2{font-size:21px;font-weight:650;letter-spacing:-.01em;margin-top:52px;padding-top:14px;
border-top:2px solid var(--ink)}
h3{font-size:17px;font-weight:650;margin-top:28px}
h4{font-size:16px;font-weight:600;margin-top:20px}
p,li,dd,td,th,caption,pre{overflow-wrap:break-word}h1,h2,dd,pre,.details,figcaption{overflow-wrap:anywhere}
p{margin:10px 0 0;max-width:46em}
ul{margin:8px 0 0;padding-left:1.2em;max-width:46em}
li{margin:3px 0}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:2px}
a:focus-visible,pre:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em}
pre{background:var(--wash);border:1px solid var(--rule);border-radius:6px;padding:12px 14px;
margin:12px 0 0;white-space:pre-wrap;line-height:1.45}
.facts{display:flex;flex-wrap:wrap;gap:6px 28px;margin:16px 0 0}
.facts div{min-width:0}
.facts dt{font-size:12.5px;color:var(--faint)}
.facts dd{margin:0;font-size:14.5px;font-variant-numeric:tabular-nums}
.line{display:grid;grid-template-columns:11em 1fr;gap:4px 24px;padding:14px 0;
border-bottom:1px solid var(--rule)}
.line:first-of-type{margin-top:10px}
.line .term{margin:0;font-weight:650}
.line ul{margin:0;padding:0;list-style:none}
.line li{margin:0 0 5px}
.line .none{margin:0}
.none{color:var(--faint)}
.figures{list-style:none;margin:18px 0 0;padding:0;max-width:none;display:grid;gap:1px;
grid-template-columns:repeat(auto-fit,minmax(160px,1fr));padding:1px}
.figures li{margin:0;padding:14px 16px;box-shadow:0 0 0 1px var(--rule)}
.amount{display:block;font-size:30px;font-weight:650;line-height:1.1;letter-spacing:-.02em;
font-variant-numeric:tabular-nums}
.counted{display:block;font-size:14px;line-height:1.35;margin-top:4px}
.note{display:block;font-size:12.5px;line-height:1.35;color:var(--faint);margin-top:3px}
table{border-collapse:collapse;width:100%;margin:18px 0 0;font-size:14.5px;line-height:1.42}
caption{text-align:left;font-weight:600;font-size:15px;padding:0 0 8px}
caption .once{display:block;font-weight:400;font-size:13px;color:var(--faint)}
th,td{text-align:left;vertical-align:top;padding:8px 14px 8px 0;border-top:1px solid var(--rule);
min-width:3.2em}
th:last-child,td:last-child{padding-right:0}
thead th{border-top:0;border-bottom:1.5px solid var(--ink);font-size:12.5px;font-weight:600;
color:var(--faint);vertical-align:bottom;padding-top:0;padding-bottom:5px;overflow-wrap:normal}
thead th::first-letter{text-transform:uppercase}
tbody th{font-weight:600}
tbody tr:first-child>*{border-top:0}
.number{text-align:right;font-variant-numeric:tabular-nums}
.date{font-variant-numeric:tabular-nums}.date,.whole{white-space:nowrap}
.cell{margin:0;padding:0;list-style:none}
.cell li{margin:0 0 3px}
.chip{display:inline-block;white-space:nowrap;font-size:12.5px;font-weight:650;line-height:1;
padding:4px 8px 4px 6px;border-radius:4px;letter-spacing:.02em;border:1px solid currentColor}
.chip.red{color:var(--red);background:var(--red-wash)}
.chip.amber{color:var(--amber);background:var(--amber-wash)}
.chip.green{color:var(--green);background:var(--green-wash)}
.chip.grey{color:var(--grey);background:var(--grey-wash)}
.ref{font-size:12.5px;font-variant-numeric:tabular-nums;padding:0 2px}
.refs{white-space:normal}
.refs::before{content:"["}.refs::after{content:"]"}
.refs{color:var(--faint);font-size:13px}
figure{margin:18px 0 0}
figcaption{font-weight:600;font-size:15px}
.narrow{display:none}
.sources{padding-left:2.4em;font-size:14px;line-height:1.4;margin:14px 0 0;max-width:none}
.sources li{margin:0 0 6px;padding-left:4px}
.sources li::marker{font-variant-numeric:tabular-nums;color:var(--faint)}
.sources li:target{background:var(--wash);outline:6px solid var(--wash)}
.details,.key{color:var(--faint)}
.details::before{content:"– "}.key::before{content:"("}.key::after{content:")"}
footer{margin-top:52px;padding-top:14px;border-top:2px solid var(--ink);font-size:13.5px;
line-height:1.45;color:var(--faint)}
footer p{max-width:60em}
@media screen and (prefers-color-scheme:dark){
:root{--page:#12161d;--ink:#e7eaf0;--faint:#a7b0c0;--rule:#2d3542;--wash:#1a202a;--link:#8ab8f5;
--red:#ffb4ab;--red-wash:#3b1715;--amber:#ffd37a;--amber-wash:#382908;--green:#9be3ae;
--green-wash:#12301c;--grey:#c3cad6;--grey-wash:#262d38}}
@media screen and (max-width:760px){
.page{padding:24px 16px 48px}
h1{font-size:24px}
h2{font-size:19px;margin-top:40px}
.line{grid-template-columns:1fr}
.figures{grid-template-columns:repeat(auto-fit,minmax(130px,1fr))}
.wide{display:none}.narrow{display:block}
table,tbody,tr,th,td,caption{display:block;overflow-wrap:anywhere}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody tr{border-top:1.5px solid var(--ink);padding:10px 0}
tbody th{padding:0 0 4px;border:0;font-size:16px}
tbody td{display:grid;grid-template-columns:6.6em 1fr;gap:0 12px;border:0;padding:3px 0;
min-width:0;text-align:left}
tbody td::before{content:attr(data-label);color:var(--faint);font-size:13px;line-height:1.6}
tbody td>*{justify-self:start}
td[data-empty]{display:none}
.number{text-align:left}}
@media screen and (max-width:1100px),print{
.many,.many tbody,.many tr,.many th,.many td,.many caption{display:block;overflow-wrap:anywhere}
.many thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.many tbody tr{border-top:1.5px solid var(--ink);padding:10px 0}
.many tbody th{padding:0 0 4px;border:0;font-size:16px}
.many tbody td{display:grid;grid-template-columns:6.6em 1fr;gap:0 12px;border:0;padding:3px 0;
min-width:0;text-align:left}
.many tbody td::before{content:attr(data-label);color:var(--faint);font-size:13px;line-height:1.6}
.many tbody td>*{justify-self:start}
.many td[data-empty]{display:none}
.many .number{text-align:left}}
@page{size:A4;margin:16mm 14mm 18mm}
@media print{
body{font-size:10pt;line-height:1.4}
.page{max-width:none;padding:0}
h1{font-size:20pt}
h2{font-size:13.5pt;margin-top:20pt;padding-top:7pt}
h3{font-size:11.5pt}
h1,h2,h3,h4,caption,figcaption,.term,thead{break-after:avoid}
caption,thead{break-inside:avoid}tbody tr:first-child{break-before:avoid}
table{font-size:8.6pt}
caption,figcaption{font-size:10pt}
thead{display:table-header-group}
tr,.line,.sources li,.tl{break-inside:avoid}
.figures{grid-template-columns:repeat(3,1fr);break-inside:avoid}
.amount{font-size:18pt}.counted{font-size:8.6pt}.note,.ref,.refs,thead th,.chip{font-size:7.8pt}
.sources{font-size:8.6pt}
footer{font-size:8.6pt}
.chip,.tl{-webkit-print-color-adjust:exact;print-color-adjust:exact}
a{color:inherit;text-decoration:none}
p,li{orphans:3;widows:3}}
)css";

}  // namespace

std::string_view page_style() { return rules.substr(1); }

}  // namespace normgraph::repl
