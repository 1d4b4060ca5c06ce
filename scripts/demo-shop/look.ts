/** The shop's own look, plainly not that of Einlass, so that people see where they are. */
export const style = `
:root{color-scheme:light dark;--ground:#fbf7f4;--card:#fff;--line:#e8ddd5;--text:#2b211c;--dim:#6d5d54;--accent:#8a3b12;--on-accent:#fff}
@media(prefers-color-scheme:dark){:root{--ground:#1a1512;--card:#241d19;--line:#3d322b;--text:#f1e9e4;--dim:#bbaaa0;--accent:#f0a070;--on-accent:#1a1512}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif}
header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:baseline;padding:1rem 1.25rem;background:var(--card);border-bottom:1px solid var(--line)}
.shop{font-size:1.25rem;letter-spacing:-.01em;color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}
nav a{color:var(--dim);text-decoration:none;padding:.25rem 0}
nav a[aria-current]{color:var(--text);border-bottom:2px solid var(--accent)}
.visitor{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.25rem 1rem;margin:0;padding:.5rem 1.25rem;font-size:.9rem;background:#fff3d6;color:#5f3b02}
.visitor a{color:inherit}
@media(prefers-color-scheme:dark){.visitor{background:#33280f;color:#ffd98a}}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
h1{font-size:1.5rem;margin:0 0 1rem}
.dim{color:var(--dim)}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line)}
th,td{text-align:left;padding:.65rem .9rem;border-bottom:1px solid var(--line);white-space:nowrap}
th{font-size:.85rem;color:var(--dim);font-weight:600}
.right{text-align:right;font-variant-numeric:tabular-nums}
.pill{padding:.1rem .6rem;border-radius:1rem;font-size:.85rem;border:1px solid var(--line)}
.pill.sent{color:var(--dim)}
.note{padding:.75rem 1rem;border:1px solid var(--line);border-radius:8px;background:var(--card)}
.note.good{border-color:#2f8a52}
form{display:grid;gap:.75rem;max-width:30rem}
label{font-weight:600}
.check{display:flex;gap:.6rem;align-items:center}
input[type=checkbox]{width:1.2rem;height:1.2rem;accent-color:var(--accent)}
input:not([type=checkbox]){width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:8px}
button{min-height:2.75rem;padding:.5rem 1.25rem;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;cursor:pointer;justify-self:start}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
#stream{padding:0;margin:0;list-style:none}
#stream li{padding:.65rem .9rem;background:var(--card);border:1px solid var(--line);border-bottom:0;font-variant-numeric:tabular-nums}
#stream li:last-child{border-bottom:1px solid var(--line)}
#stream li.lost{color:#9a1f18;font-weight:600}
@media(prefers-color-scheme:dark){#stream li.lost{color:#ffaba4}}
`

/** Shows what the stream brings. When the gate refuses to open it again, the browser stops and says so. */
export const script = `
const list = document.getElementById('stream')
const say = (text, kind) => {
  const line = document.createElement('li')
  line.textContent = text
  if (kind) line.className = kind
  list.prepend(line)
  while (list.children.length > 20) list.lastChild.remove()
}
const source = new EventSource('/live/stream')
source.onmessage = event => {
  const order = JSON.parse(event.data)
  say(order.number + ' · ' + order.customer + ' · ' + order.total)
}
source.onerror = () => {
  if (source.readyState === EventSource.CLOSED) say(list.dataset.lost, 'lost')
}
`
