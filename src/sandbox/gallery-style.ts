/** The style of the demo's page: light, one column, readable on a phone. */
export const galleryStyle = `
:root { color-scheme: light; --ink: #1f2733; --soft: #667085; --line: #dfe3ea; --accent: #2458c5; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f6f9; color: var(--ink);
  font: 16px/1.5 -apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif; }
header, main { max-width: 820px; margin: 0 auto; padding: 0 16px; }
header { padding-top: 32px; }
h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
header p { margin: 0 0 16px; color: var(--soft); }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; gap: 8px; }
nav a { padding: 4px 12px; border: 1px solid var(--line); border-radius: 16px; background: #fff; text-decoration: none; }
section { margin: 40px 0; }
h2 { font-size: 20px; margin: 0 0 12px; }
h2 small { display: block; font-size: 14px; font-weight: normal; color: var(--soft); overflow-wrap: anywhere; }
article { margin: 0 0 16px; padding: 14px 18px; background: #fff; border: 1px solid var(--line);
  border-left: 4px solid #c3cad6; border-radius: 8px; }
article.sent { background: #fbfcfe; }
article.thrice { border-left-color: var(--accent); }
.side { display: flex; justify-content: space-between; align-items: center; margin-bottom: 4px;
  font-size: 13px; color: var(--soft); }
.badge { padding: 0 10px; border-radius: 10px; background: #e6edfb; color: var(--accent); font-weight: 600; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 12px; margin: 0 0 12px; padding-bottom: 12px;
  border-bottom: 1px solid var(--line); font-size: 14px; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
dt:nth-last-of-type(2) + dd { font-weight: 600; }
pre { margin: 0; font: inherit; font-size: 15px; white-space: pre-wrap; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: var(--wide); border: 0; margin: -8px; width: calc(100% + 16px); }
.notes { background: #fff; border: 1px solid var(--line); border-radius: 8px; }
details { padding: 8px 16px; border-top: 1px solid var(--line); font-size: 14px; }
details:first-child { border-top: 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
summary time { color: var(--soft); margin-right: 6px; }
details pre { margin: 8px 0; font-size: 14px; color: #45505f; }
@media (max-width: 600px) { article { padding: 12px 14px; } iframe { height: var(--narrow); } }
`;
