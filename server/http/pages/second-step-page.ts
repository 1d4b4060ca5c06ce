import type { FastifyInstance, FastifyReply } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { demoPeople, demoTotpSecret } from '#db/seeds/cast.ts'
import { isPresent } from '#server/people/second-factor.ts'
import {
  offeredSecret,
  readHalf,
  type SigningIn,
  signInByCode,
  signInBySettingUp,
} from '#server/people/sign-in.ts'
import { describeTotp, totpCode, totpStepAt } from '#server/people/totp.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { type Html, html } from '#server/plumbing/page.ts'
import { actions, button, field, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { signInCookieName, whereFrom } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { type Problem, problemFrom } from '../problems.ts'
import { usePasskey } from './passkey-script.ts'
import { enterHouse, goOn } from './sign-in-page.ts'
import { fieldOf, refusalTexts, sendPage, signingOf, visit, wayBack } from './visit.ts'

type Half = NonNullable<Awaited<ReturnType<typeof readHalf>>>

/** The steps after the password: a code, or setting up what must be there. Who comes without the first is sent to it. */
export function serveSecondStep(app: FastifyInstance, parts: AppParts): void {
  const at = () => new Date(parts.kernel.clock.now())
  const tokenOf = (request: { cookies: Record<string, string | undefined> }) =>
    request.cookies[signInCookieName(parts.url)]
  const late = (reply: FastifyReply) => reply.redirect('/sign-in?why=late', 303)

  app.get('/sign-in/code', async (request, reply) => {
    const { language } = await visit(parts, request)
    const half = await readHalf(await signingOf(parts), tokenOf(request), at())
    if (!half || !isPresent(half.factor)) return late(reply)
    return sendCode(parts, reply, language, half, false, await demoCode(parts, half, at().getTime()))
  })

  app.post('/sign-in/code', async (request, reply) => {
    const { language } = await visit(parts, request)
    const signing = await signingOf(parts)
    try {
      const code = fieldOf(request.body, 'code', 40)
      const progress = await signInByCode(signing, tokenOf(request), code, whereFrom(request), at())
      return await goOn(parts, request, reply, progress)
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status >= 500) throw error
      const half = await readHalf(signing, tokenOf(request), at())
      if (!half || problem.code === 'sign-in-failed') return late(reply)
      return sendCode(parts, reply, language, half, problem, await demoCode(parts, half, at().getTime()))
    }
  })

  app.get('/sign-in/second-factor', async (request, reply) => {
    const { language } = await visit(parts, request)
    const signing = await signingOf(parts)
    const half = await readHalf(signing, tokenOf(request), at())
    if (!half || isPresent(half.factor)) return late(reply)
    return sendSettingUp(signing, reply, language, half, false)
  })

  app.post('/sign-in/second-factor', async (request, reply) => {
    const { language } = await visit(parts, request)
    const signing = await signingOf(parts)
    try {
      const code = fieldOf(request.body, 'code', 40)
      const { progress, recoveryCodes } = await signInBySettingUp(
        signing,
        tokenOf(request),
        code,
        whereFrom(request),
        at(),
      )
      const next = await enterHouse(parts, request, reply, progress)
      const texts = deskPages[language].secondFactor
      return sendPage(reply, {
        language,
        title: texts.doneTitle,
        body: html`${notice('good', texts.done)}<p>${texts.recovery}</p><pre class="codes">${recoveryCodes.join('\n')}</pre>${actions(linkButton(texts.stored, wayBack(next), 'main'))}`,
      })
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status >= 500) throw error
      const half = await readHalf(signing, tokenOf(request), at())
      if (!half || problem.code === 'sign-in-failed') return late(reply)
      return sendSettingUp(signing, reply, language, half, problem)
    }
  })
}

function sendCode(
  parts: AppParts,
  reply: FastifyReply,
  language: Language,
  half: Half,
  problem: Problem | false,
  shown: string | undefined,
) {
  const texts = deskPages[language].code
  return sendPage(reply, {
    language,
    title: texts.title,
    body: html`${problem && notice('bad', explain(language, problem))}<p>${say(texts.intro, { name: half.person.name })}</p>
${
  (half.factor.totp || half.factor.recoveryCodes > 0) &&
  html`<form method="post" action="${doorPaths.signInCode()}">
${field({ name: 'code', label: texts.code, hint: texts.codeHint, value: shown, autocomplete: 'one-time-code', autofocus: true })}
${shown && parts.demo && notice('plain', say(texts.demoCode, { code: shown }))}${actions(button(texts.submit))}</form>`
}
${half.factor.passkeys > 0 && usePasskey.button(texts.passkey, deskPages[language].signIn.passkeyFailed, half.signIn.to, 'optional')}
<p class="hint"><a href="${doorPaths.signIn()}">${texts.again}</a></p>`,
    script: usePasskey.script,
    scriptConnects: true,
    status: problem ? problem.status : 200,
  })
}

function sendSettingUp(
  signing: SigningIn,
  reply: FastifyReply,
  language: Language,
  half: Half,
  problem: Problem | false,
) {
  const texts = deskPages[language].secondFactor
  const provider = signing.party.name.replace(/^Einlass /, '')
  const { secret, qr } = describeTotp(offeredSecret(signing, half.signIn), {
    address: half.person.address,
    provider,
  })
  const grouped = secret.replaceAll(/(.{4})(?=.)/g, '$1 ')
  return sendPage(reply, {
    language,
    title: texts.title,
    body: html`${problem && notice('bad', explain(language, problem))}<p>${texts.why[half.factor.neededAs ?? 'owner']}</p><p>${texts.scan}</p>
${drawQr(qr, texts.qr)}<p>${texts.secret} <code>${grouped}</code></p>
<form method="post" action="${doorPaths.signInSetUp()}">${field({ name: 'code', label: texts.code, autocomplete: 'one-time-code' })}${actions(button(texts.submit))}</form>`,
    status: problem ? problem.status : 200,
  })
}

/** Dark on white in every colour scheme: cameras need the contrast and the quiet zone around it (ISO/IEC 18004). */
function drawQr(rows: readonly string[], label: string): Html {
  const size = rows.length + 8
  const dark = rows
    .flatMap((row, y) => [...row].map((module, x) => (module === '1' ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
    .join('')
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${dark}"/></svg>`
}

function explain(language: Language, problem: Problem): string {
  const minutes = (problem.details as { clockIsOffMinutes?: number } | undefined)?.clockIsOffMinutes
  return minutes === undefined
    ? refusalTexts[language][problem.code]
    : say(deskPages[language].code.clock, { minutes: Math.abs(minutes) })
}

/** The cast of the demonstration has a public secret, and nobody looks for a phone to play it. */
async function demoCode(parts: AppParts, half: Half, now: number): Promise<string | undefined> {
  if (!parts.demo || !demoPeople.some(person => person.address === half.person.address)) return undefined
  const row = await parts.kernel.database.within('', tx =>
    tx
      .selectFrom('people.totps')
      .select('last_step')
      .where('person_id', '=', half.signIn.personId)
      .executeTakeFirst(),
  )
  return totpCode(demoTotpSecret, Math.max(totpStepAt(now), (row?.last_step ?? 0) + 1))
}
