/** The look of every page that the server renders itself. The colours are those of the console. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#f8f6f2;--card:#fff;--line:#e0dbd1;--text:#1d2322;--dim:#5a5f5c;--accent:#155458;--on-accent:#fff;
--warm-text:#5f3b02;--warm-ground:#fff3d6;--warm-line:#e6b04a;--good-text:#1c6138;--good-ground:#e8f4ec;--good-line:#a9d3b7;
--bad-text:#9a1f18;--bad-ground:#fdeceb;--bad-line:#e4a8a4}
@media(prefers-color-scheme:dark){:root{--ground:#131919;--card:#1b2222;--line:#323c3c;--text:#e6ebea;--dim:#a9b4b2;--accent:#86bec0;--on-accent:#0d1212;
--warm-text:#ffd98a;--warm-ground:#33280f;--warm-line:#8f6a1c;--good-text:#8fd6a8;--good-ground:#16291e;--good-line:#2f5a41;
--bad-text:#ffaba4;--bad-ground:#331b1a;--bad-line:#7a3a36}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;padding:1.25rem 1rem 3rem;background:var(--ground);color:var(--text);
font:1rem/1.55 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,sans-serif}
header,main{max-width:30rem;margin:0 auto}
.wordmark{display:flex;align-items:center;gap:.5rem;margin:0 0 1.25rem;font-size:1.15rem;font-weight:680;letter-spacing:-.015em}
.card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:1.5rem 1.25rem}
h1{font-size:clamp(1.35rem,1.15rem + 1vw,1.65rem);line-height:1.25;font-weight:650;margin:0 0 .75rem;text-wrap:balance}
h2{font-size:1.05rem;line-height:1.35;margin:1.5rem 0 .5rem}
p{margin:0 0 1rem;overflow-wrap:anywhere}
a{color:var(--accent);text-underline-offset:.15em}
small,.hint{color:var(--dim);font-size:.9rem}
.notice{border:1px solid var(--line);border-radius:10px;padding:.75rem 1rem;margin:0 0 1rem;background:var(--ground)}
.notice>:last-child{margin-bottom:0}
.notice.warm{color:var(--warm-text);background:var(--warm-ground);border-color:var(--warm-line)}
.notice.good{color:var(--good-text);background:var(--good-ground);border-color:var(--good-line)}
.notice.bad{color:var(--bad-text);background:var(--bad-ground);border-color:var(--bad-line)}
dl{margin:0 0 1.25rem;border-top:1px solid var(--line)}
dl>div{padding:.55rem 0;border-bottom:1px solid var(--line)}
dt{color:var(--dim);font-size:.9rem}
dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
form{margin:0 0 .75rem}
label{display:block;font-weight:600;margin:0 0 .3rem}
.field{margin:0 0 1rem}
.field .hint,.field .wrong{margin:.3rem 0 0;font-size:.9rem}
.wrong{color:var(--bad-text)}
input,select,textarea{width:100%;min-height:2.75rem;padding:.5rem .75rem;font:inherit;color:inherit;background:var(--card);
border:1px solid var(--dim);border-radius:10px}
input[aria-invalid=true]{border-color:var(--bad-text)}
input[type=checkbox],input[type=radio]{width:1.15rem;min-height:1.15rem;accent-color:var(--accent)}
.button{display:block;width:100%;min-height:2.75rem;padding:.6rem 1rem;font:inherit;font-weight:600;text-align:center;text-decoration:none;cursor:pointer;
border:1px solid var(--accent);border-radius:10px;background:var(--card);color:var(--accent)}
.button.main{background:var(--accent);color:var(--on-accent)}
.button:hover{filter:brightness(1.08)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.actions{display:grid;gap:.6rem;margin:1.25rem 0 0}
.actions form{margin:0}
.actions+.hint{margin:1rem 0 0}
[hidden]{display:none}
.qr{display:block;width:min(15rem,100%);margin:0 auto 1rem;border-radius:10px}
pre.codes{columns:2;margin:0 0 1rem;padding:.75rem 1rem;background:var(--ground);border:1px solid var(--line);border-radius:10px;font-size:.95rem}
code{font-size:1.05rem;overflow-wrap:anywhere}
@media(min-width:36rem){body{padding-top:3.5rem}.card{padding:2rem}dl>div{display:grid;grid-template-columns:8rem 1fr;gap:1rem}dt{padding-top:.1rem}}
@media(forced-colors:active){.button{border-color:ButtonText}}
@media print{body{background:#fff;color:#000}.card{border:0;padding:0}.actions{display:none}}
`
