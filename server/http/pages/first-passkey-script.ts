import { type Html, html } from '#server/plumbing/page.ts'

// Accepts an invitation with a passkey that is made on the way (WebAuthn Level 3 §5.1). Where the browser cannot, the button
// stays away, and the page works with a password. A link that is over meanwhile leads to the page that says so.
const script = `const box = document.getElementById('first-passkey'), P = self.PublicKeyCredential
if (box && P && P.parseCreationOptionsFromJSON) {
  const button = box.querySelector('button'), failed = box.querySelector('.wrong')
  const given = name => document.getElementById('accept').elements.namedItem(name).value
  const send = async (path, more) => {
    const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code: given('code'), name: given('name'), ...more }) })
    if (answer.status === 410) location.assign('/invitation?waiting')
    if (!answer.ok) throw new Error()
    return answer.json()
  }
  const make = async () => {
    const { options } = await send('/invitation/passkey/begin')
    const made = await navigator.credentials.create({ publicKey: P.parseCreationOptionsFromJSON(options) })
    location.assign((await send('/invitation/passkey', { passkey: made.toJSON() })).to)
  }
  box.hidden = false
  button.addEventListener('click', async () => {
    failed.hidden = button.disabled = true
    await make().catch(() => { failed.hidden = false })
    button.disabled = false
  })
}`

export const makeFirstPasskey = {
  script,
  button(label: string, hint: string, failed: string): Html {
    return html`<div id="first-passkey" class="actions" hidden><button class="button plain" type="button" aria-describedby="first-passkey-hint">${label}</button><p class="hint" id="first-passkey-hint">${hint}</p><p class="wrong" role="alert" hidden>${failed}</p></div>`
  },
}
