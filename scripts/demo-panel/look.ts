/** The panel's own look, plainly not that of Einlass, so that people see where they are. */
export const style = `
:root{color-scheme:light dark;--ground:#f4f6fb;--card:#fff;--line:#d5dcea;--text:#1b2333;--dim:#536079;--accent:#2a4fb0;--on-accent:#fff;--good:#1f6b3d;--bad:#a3231c;--demo:#fff0c2;--on-demo:#573c00}
@media(prefers-color-scheme:dark){:root{--ground:#12151d;--card:#1b202c;--line:#343c4f;--text:#e8ecf5;--dim:#a7b2c8;--accent:#9db7ff;--on-accent:#10182e;--good:#7ed6a0;--bad:#ffaba4;--demo:#33280f;--on-demo:#ffd98a}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;overflow-wrap:anywhere}
.demo{margin:0;padding:.5rem 1.25rem;background:var(--demo);color:var(--on-demo);font-size:.9rem}
header{display:flex;flex-wrap:wrap;gap:.5rem 2rem;align-items:center;padding:.75rem 1.25rem;background:var(--card);border-bottom:1px solid var(--line)}
.brand{font-size:1.2rem;color:var(--accent)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem;padding:0;margin:0;list-style:none}
nav a{display:block;padding:.6rem .9rem;color:var(--dim);text-decoration:none;border-radius:8px}
nav a[aria-current]{color:var(--text);background:var(--ground);font-weight:600}
.who{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:center;margin-left:auto;font-size:.9rem}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1.25rem 3rem;display:grid;gap:1rem}
main>*{min-width:0;margin:0}
h1{font-size:1.5rem}
h2{font-size:1.15rem;margin:0 0 .5rem}
h3{font-size:1rem;margin:.75rem 0 .25rem}
a{color:var(--accent)}
.dim{color:var(--dim)}
.card{padding:1rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
.rows{padding:0;margin:0;list-style:none}
.rows>li{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;padding:.75rem 0;border-bottom:1px solid var(--line)}
.rows>li:last-child{border-bottom:0}
.grow{flex:1 1 12rem}
.money{font-variant-numeric:tabular-nums}
.pill{padding:.1rem .6rem;border-radius:1rem;font-size:.85rem;border:1px solid currentColor}
.pill.paid,.pill.closed{color:var(--dim)}
.pill.open,.pill.paying{color:var(--good)}
.note{padding:.75rem 1rem;border:1px solid currentColor;border-radius:8px;background:var(--card)}
.note.good{color:var(--good)}
.note.bad{color:var(--bad)}
#told:not(:empty){padding:.75rem 1.25rem;margin:0;background:var(--accent);color:var(--on-accent);font-weight:600}
form.stack{display:grid;gap:.75rem}
form.line{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end;margin:.5rem 0}
form.line label{flex:1 1 14rem}
label{display:grid;gap:.25rem;font-weight:600}
label small{font-weight:400;color:var(--dim)}
input,textarea,select{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);border:1px solid var(--dim);border-radius:8px}
button{min-height:2.75rem;padding:.5rem 1.25rem;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:0;border-radius:8px;cursor:pointer;justify-self:start}
button.plain{color:var(--accent);background:none;border:1px solid currentColor}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
`

/**
 * Keeps the open page true: when the panel says that what somebody may do has changed, the page is fetched anew and takes
 * the place of what is there. What is being typed stays, where its field stays.
 */
export const script = `
const live = new EventSource('/live')
const keyOf = field => (field.form ? field.form.getAttribute('action') : '') + '|' + field.name
const fields = () => [...document.querySelectorAll('main input:not([type=hidden]), main textarea, main select')]
let isTaking = false, again = false
async function take() {
  if (isTaking) { again = true; return }
  isTaking = true
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html', 'x-live': '1' } })
    const next = new DOMParser().parseFromString(await answer.text(), 'text/html')
    if (next.body.dataset.version === document.body.dataset.version) return
    const typed = new Map(fields().map(field => [keyOf(field), field.value]))
    const focused = document.activeElement && document.activeElement.id
    document.title = next.title
    document.body.dataset.version = next.body.dataset.version
    document.querySelector('header').replaceWith(next.querySelector('header'))
    document.querySelector('main').replaceWith(next.querySelector('main'))
    for (const field of fields()) if (typed.has(keyOf(field))) field.value = typed.get(keyOf(field))
    if (focused && document.getElementById(focused)) document.getElementById(focused).focus()
    document.getElementById('told').textContent = document.body.dataset.told
    if (next.body.dataset.version === 'ended') { live.close(); document.getElementById('told').textContent = '' ; document.querySelector('h1').focus() }
  } catch {
    setTimeout(take, 2000)
  } finally {
    isTaking = false
    if (again) { again = false; take() }
  }
}
live.onmessage = event => { if (event.data !== document.body.dataset.version) take() }
live.onerror = () => { if (live.readyState === EventSource.CLOSED) take() }
`
