"""The page's style sheet: one text column, wide sheets of images, light and dark. Loads nothing from anywhere."""

LIGHT = """--paper: #fbfaf7; --ink: #1d1c1a; --soft: #66625b; --rule: #e2ded6; --sunk: #f2efe9; --accent: #1c5d99;
--warn: #8a4b00; --warn-paper: #fdeccd; --s0: #2b6cb0; --s1: #c2581c; --s2: #2a8567; --s3: #8553a8; --s4: #a67c00;
--s5: #7c7a75; --s6: #b8477e;"""

DARK = """--paper: #141517; --ink: #e8e6e1; --soft: #a09c94; --rule: #2e3033; --sunk: #1c1e21; --accent: #8fc1f0;
--warn: #ffd08a; --warn-paper: #3d2c10; --s0: #6fb0f2; --s1: #f2955b; --s2: #5cc9a4; --s3: #c493e6; --s4: #e0bd4f;
--s5: #94918a; --s6: #ef8dbb;"""

SERIES = "\n".join(f".s{at} {{ --series: var(--s{at}); }}" for at in range(7))

RULES = """
* { box-sizing: border-box; }
html { color-scheme: light dark; -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55; font-size: 16px;
  font-family: "Inter", "Helvetica Neue", "Segoe UI", Roboto, system-ui, sans-serif; }
header, main, footer { max-width: 1240px; margin: 0 auto; padding: 0 28px; }
header { padding-top: 64px; }
h1 { font-family: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, serif; font-weight: 500;
  font-size: clamp(30px, 4.6vw, 50px); line-height: 1.1; letter-spacing: -0.015em; margin: 0 0 14px; }
h2 { font-family: "Iowan Old Style", Charter, "Palatino Linotype", Palatino, Georgia, serif; font-weight: 500;
  font-size: 27px; letter-spacing: -0.01em; margin: 0 0 12px; }
h3 { font-size: 16px; font-weight: 600; margin: 34px 0 12px; }
p { max-width: 72ch; margin: 0 0 14px; }
header .lead { font-size: 19px; color: var(--soft); max-width: 64ch; }
.when { color: var(--soft); font-size: 14px; display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; }
.badge { display: inline-block; background: var(--warn-paper); color: var(--warn); font-size: 13px; font-weight: 600;
  padding: 2px 10px; border-radius: 99px; white-space: nowrap; }
nav { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 14px; margin: 30px 0 0; padding: 10px 0;
  border-top: 1px solid var(--rule); border-bottom: 1px solid var(--rule); }
a { color: var(--accent); text-decoration: none; }
a:hover { text-decoration: underline; }
section { padding: 46px 0 0; }
footer { padding: 60px 28px 60px; color: var(--soft); font-size: 14px; }
.headline { display: grid; grid-template-columns: repeat(auto-fit, minmax(168px, 1fr)); gap: 26px 30px;
  margin: 34px 0 0; }
.headline div { border-top: 2px solid var(--ink); padding-top: 10px; }
.headline dd { margin: 0; font-size: 28px; white-space: nowrap; line-height: 1.15; letter-spacing: -0.02em;
  font-variant-numeric: tabular-nums; }
.headline dt { font-size: 14px; font-weight: 600; }
.headline .about { font-size: 13px; line-height: 1.4; letter-spacing: 0; margin-top: 4px; white-space: normal;
  color: var(--soft); }
.headline > div { display: flex; flex-direction: column; }
.missing { color: var(--soft); font-style: italic; }
.problem { color: var(--warn); background: var(--warn-paper); padding: 8px 14px; border-radius: 6px; font-size: 14px;
  max-width: none; overflow-wrap: anywhere; }
.sheet { display: grid; grid-template-columns: repeat(var(--wide), minmax(0, 1fr)); gap: 6px; margin: 6px 0 16px; }
.sheet img { display: block; width: 100%; height: auto; aspect-ratio: 1; object-fit: cover; background: var(--sunk); }
.sheet.frames { gap: 18px 12px; }
.sheet.frames img { border-radius: 3px; }
.sheet figure { margin: 0; min-width: 0; }
.sheet figcaption { font-size: 12.5px; line-height: 1.3; margin-top: 6px; overflow-wrap: anywhere; }
.sheet figcaption span { display: block; color: var(--soft); }
.scroll { overflow-x: auto; margin: 12px 0 18px; }
table { border-collapse: collapse; width: 100%; font-size: 15px; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 8px 0; }
th, td { text-align: right; padding: 8px 14px; border-bottom: 1px solid var(--rule);
  white-space: nowrap; font-weight: 400; }
thead th { color: var(--soft); font-size: 13px; border-bottom-color: var(--soft); vertical-align: bottom; }
th:first-child { text-align: left; padding-left: 0; }
td:last-child, thead th:last-child { padding-right: 0; }
.trials { table-layout: fixed; min-width: 680px; } .trials th:first-child { width: 36%; }
.timings td:nth-child(4), .timings td:nth-child(3) { text-align: left; color: var(--soft); }
.timings td:nth-child(3) { width: 55%; }
.render td:last-child { width: 30%; min-width: 180px; }
small { color: var(--soft); font-size: 13px; }
.tag { background: var(--accent); color: var(--paper); font-size: 12px; font-weight: 600; padding: 1px 8px;
  border-radius: 99px; margin-left: 10px; }
.meter { display: block; height: 4px; background: var(--rule); border-radius: 2px; margin-top: 5px; min-width: 90px; }
.meter span { display: block; height: 100%; background: var(--s0); border-radius: 2px; }
.meter.wide { margin: 0; }
.facts { display: flex; flex-wrap: wrap; gap: 12px 34px; margin: 4px 0 18px; }
.facts dt { font-size: 13px; color: var(--soft); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.facts.wide { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 16px 34px; }
.versions { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14px; color: var(--soft); max-width: none; }
.versions b { font-weight: 500; color: var(--ink); }
.floor { border-left: 3px solid var(--s5); padding-left: 14px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 440px), 1fr)); gap: 24px 40px;
  margin: 18px 0; }
.pair figure { margin: 0; }
.pair figcaption { font-size: 14px; color: var(--soft); line-height: 1.45; max-width: 60ch; margin-top: 6px; }
svg.plot { display: block; width: 100%; height: auto; max-width: 640px; }
.plot text { font-size: 12.5px; fill: var(--soft); font-variant-numeric: tabular-nums; }
.plot text.name { fill: var(--ink); }
.grid { stroke: var(--rule); } .axis { stroke: var(--soft); }
.rule { stroke: var(--ink); stroke-dasharray: 5 4; opacity: 0.65; }
.path { fill: none; stroke: var(--series); stroke-width: 1.5; stroke-linejoin: round; opacity: 0.75; }
.path.strong { stroke-width: 2.6; opacity: 1; } .path.faint { stroke-width: 1; opacity: 0.35; }
.mark { fill: var(--series); stroke: var(--paper); stroke-width: 1.2; }
.ring { fill: none; stroke: var(--ink); stroke-width: 1.5; }
svg.shares { display: block; width: 100%; height: 14px; border-radius: 3px; }
.bar { fill: var(--series); } .swatch { background: var(--series); }
.keys { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 13px; color: var(--soft); max-width: none; }
.swatch { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
pre { background: var(--sunk); border-radius: 6px; padding: 14px 18px; overflow-x: auto; font-size: 14px;
  line-height: 1.5; }
code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 0.92em; }
details { margin: 8px 0; } summary { cursor: pointer; color: var(--accent); font-size: 15px; }
@media (max-width: 900px) { .sheet { grid-template-columns: repeat(var(--middle), minmax(0, 1fr)); } }
@media (max-width: 560px) {
  .sheet { grid-template-columns: repeat(var(--narrow), minmax(0, 1fr)); }
  header, main, footer { padding-left: 18px; padding-right: 18px; }
  header { padding-top: 36px; } section { padding-top: 36px; }
  .headline { grid-template-columns: 1fr 1fr; gap: 20px 18px; } .headline dd { font-size: 25px; }
}
@media print { nav { display: none; } section, figure, tr { break-inside: avoid; } }
"""

STYLE = f":root {{ {LIGHT} }}\n@media (prefers-color-scheme: dark) {{ :root {{ {DARK} }} }}\n{SERIES}{RULES}"
