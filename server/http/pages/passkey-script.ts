import { type Html, html } from '#server/plumbing/page.ts'

// Works with what browsers bring themselves (WebAuthn Level 3 §5.1); where one does not, the button stays away and the
// page works without. 'conditional': passkeys are offered in the field of the address too, without a press of the button.
const script = `const box = document.getElementById('passkey'), P = self.PublicKeyCredential
if (box && P && P.parseRequestOptionsFromJSON) {
  const send = (path, body) => fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  let running
  const use = async mediation => {
    if (running) running.abort()
    const mine = running = new AbortController()
    const begun = await send('/sign-in/passkey/begin', { to: box.dataset.to })
    if (!begun.ok) throw new Error()
    const { options } = await begun.json()
    const got = await navigator.credentials.get({ publicKey: P.parseRequestOptionsFromJSON(options), mediation, signal: mine.signal })
    const answer = await send('/sign-in/passkey', { passkey: got.toJSON() })
    if (!answer.ok) throw new Error()
    location.assign((await answer.json()).to)
  }
  const failed = error => { if (error.name !== 'AbortError') box.querySelector('p').hidden = false }
  box.hidden = false
  box.querySelector('button').addEventListener('click', () => { box.querySelector('p').hidden = true; use('optional').catch(failed) })
  if (box.dataset.mediation === 'conditional' && P.isConditionalMediationAvailable)
    P.isConditionalMediationAvailable().then(yes => yes && use('conditional').catch(() => {}))
}`

export const usePasskey = {
  script,
  /** @param to where to go afterwards, on the sign-in page; later steps know it already */
  button(label: string, failed: string, to: string, mediation: 'conditional' | 'optional'): Html {
    return html`<div id="passkey" class="actions" data-to="${to}" data-mediation="${mediation}" hidden><button class="button plain" type="button">${label}</button><p class="wrong" role="alert" hidden>${failed}</p></div>`
  },
}
