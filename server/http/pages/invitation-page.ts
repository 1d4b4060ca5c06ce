import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { consolePaths } from '#contract/paths.ts'
import { Refusal } from '#server/access/refusal.ts'
import type { Caller } from '#server/access/route.ts'
import {
  type Accepting,
  acceptInvitation,
  declineInvitation,
  mailInvitation,
  type Opened,
  readInvitation,
} from '#server/people/answer-invitation.ts'
import { askForAnotherLink, askForOtherAddress } from '#server/people/ask-inviter.ts'
import { goOnWithFirstPasskey, offerFirstPasskey, takeFirstPasskey } from '#server/people/first-passkey.ts'
import { readHouse } from '#server/people/house.ts'
import { hashPassword, refuseWeakPassword } from '#server/people/password.ts'
import { signInByPassword } from '#server/people/sign-in.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { atLeast } from '#server/plumbing/clock.ts'
import { html } from '#server/plumbing/page.ts'
import { actions, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { say } from '#server/plumbing/text.ts'
import { deskPages } from '#texts/desk-pages.ts'
import { setCookie, signInCookieName, whereFrom } from '../identify.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { askForAnother, sendInvitationPage } from './invitation-parts.ts'
import { codeOf, orOver, sendAskForCode } from './link-pages.ts'
import { enterHouse, goOn } from './sign-in-page.ts'
import { fieldOf, refusalTexts, sendPage, signingOf, visit } from './visit.ts'

const minute = 60_000

type Answering = {
  request: FastifyRequest
  reply: FastifyReply
  language: Language
  caller: Caller | undefined
  code: string
  opened: Opened
}

/**
 * Being invited: who invites, to what, what it allows, until when; then yes or no. Who has a login signs in on the way
 * and comes back to the same page, so the code waits in a cookie meanwhile: an address is no place for it.
 */
export function serveInvitation(app: FastifyInstance, parts: AppParts): void {
  const { kernel, offers } = parts
  const waiting = parts.url.startsWith('https:') ? '__Host-einlass-invitation' : 'einlass-invitation'
  const house = () => readHouse(kernel.database, parts.url)
  const now = () => new Date(kernel.clock.now())

  /** A form of the page, with the invitation behind its code; a link that is over has its own page. */
  const answers = (path: string, work: (answering: Answering) => Promise<unknown>) =>
    app.post(path, async (request, reply) => withCode(request, reply, codeOf(request.body), work))
  async function withCode(
    request: FastifyRequest,
    reply: FastifyReply,
    code: string,
    work: (answering: Answering) => Promise<unknown>,
  ): Promise<unknown> {
    const { language, caller } = await visit(parts, request)
    return orOver(reply, language, askForAnother(language, code), async () =>
      work({ request, reply, language, caller, code, opened: await readInvitation(kernel, offers, code) }),
    )
  }
  const show = async ({ reply, language, opened, caller, code }: Answering) => {
    setCookie(reply, parts.url, waiting, code, new Date(kernel.clock.now() + 30 * minute))
    return sendInvitationPage(reply, language, opened, caller, code)
  }
  const done = (
    { reply, language, opened }: Answering,
    tone: 'good' | 'plain' | 'bad',
    said: string,
    go?: { label: string; to: string },
    status = 200,
  ) =>
    sendPage(reply, {
      language,
      title: say(deskPages[language].invitation.title, { account: opened.account.name }),
      body: html`${notice(tone, said)}${go && actions(linkButton(go.label, go.to, 'main'))}`,
      status,
    })

  app.get<{ Querystring: { waiting?: unknown } }>('/invitation', async (request, reply) => {
    const kept = request.cookies[waiting]
    if (request.query.waiting !== undefined && kept) return withCode(request, reply, kept, show)
    const { language } = await visit(parts, request)
    const { title } = deskPages[language].invitation
    return sendAskForCode(reply, language, say(title, { account: '…' }), '/invitation')
  })
  answers('/invitation', show)

  answers('/invitation/accept', async answering => {
    const { reply, language, caller, opened, code } = answering
    if (!caller) return acceptByPassword(answering)
    const texts = deskPages[language].invitation
    const account = opened.account.name
    try {
      const { accountId, sees } = await accept(code, { personId: caller.personId })
      setCookie(reply, parts.url, waiting, null)
      return await done(
        answering,
        'good',
        say(opened.offered ? texts.acceptedRights : texts.accepted, { account }),
        sees
          ? { label: texts.go, to: consolePaths.account(accountId) }
          : { label: deskPages[language].notOpen.back, to: consolePaths.home() },
      )
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status >= 500 || problem.code === 'link-is-over') throw error
      return done(answering, 'bad', refusalTexts[language][problem.code], undefined, problem.status)
    }
  })

  for (const as of ['declined', 'not-me'] as const)
    answers(`/invitation/${as === 'declined' ? 'decline' : as}`, async answering => {
      const texts = deskPages[answering.language].invitation
      await declineInvitation(kernel, await house(), offers, answering.code, as)
      setCookie(answering.reply, parts.url, waiting, null)
      return done(answering, 'plain', as === 'declined' ? texts.declined : texts.saidNotMe)
    })

  answers('/invitation/other-address', async answering => {
    const { caller, code, language } = answering
    if (!caller) return show(answering)
    await askForOtherAddress(kernel, await house(), offers, code, caller)
    const said = say(deskPages[language].invitation.askedOther, { address: caller.address })
    return done(answering, 'good', said)
  })

  answers('/invitation/mail', async answering => {
    const { language, opened, code } = answering
    await mailInvitation(kernel, await house(), offers, code)
    return done(
      answering,
      'good',
      say(deskPages[language].invitation.mailed, { to: opened.invitation.address }),
    )
  })

  // Whatever code somebody has: the same answer after the same time.
  app.post('/invitation/another-link', async (request, reply) => {
    const { language } = await visit(parts, request)
    const code = codeOf(request.body)
    await atLeast(400, async () => askForAnotherLink(kernel, await house(), code))
    const texts = deskPages[language].link
    return sendPage(reply, {
      language,
      title: texts.askedTitle,
      body: notice('good', texts.asked),
    })
  })

  app.post('/invitation/passkey/begin', async (request, reply) => {
    const { invitation, isKnown, provesMailbox } = await readInvitation(kernel, offers, codeOf(request.body))
    // Who has a login signs in with it.
    if (isKnown || !provesMailbox) throw new Refusal('not-signed-in')
    const { options, begun } = await offerFirstPasskey(
      await signingOf(parts),
      { name: nameIn(request, invitation.name), address: invitation.address },
      invitation.id,
      whereFrom(request),
      now(),
    )
    setCookie(reply, parts.url, signInCookieName(parts.url), begun.token, begun.expiresAt)
    return reply.send({ options })
  })

  app.post('/invitation/passkey', async (request, reply) => {
    const code = codeOf(request.body)
    const signing = await signingOf(parts)
    const from = whereFrom(request)
    const { invitation } = await readInvitation(kernel, offers, code)
    const passkey = await takeFirstPasskey(
      signing,
      request.cookies[signInCookieName(parts.url)],
      invitation.id,
      (request.body as { passkey?: unknown } | undefined)?.passkey,
      from,
      now(),
    )
    const accepted = await accept(code, { name: nameIn(request, invitation.name), passkey })
    setCookie(reply, parts.url, waiting, null)
    const progress = await goOnWithFirstPasskey(signing, accepted.personId, wayIn(accepted), from, now())
    return reply.send({ to: await enterHouse(parts, request, reply, progress) })
  })

  const accept = async (code: string, who: Accepting) =>
    acceptInvitation(kernel, await house(), offers, code, who)

  async function acceptByPassword(answering: Answering) {
    const { request, reply, language, opened, code } = answering
    const { address } = opened.invitation
    const name = nameIn(request, opened.invitation.name)
    const password = fieldOf(request.body, 'password')
    try {
      await refuseWeakPassword(password, [name, address])
      const accepted = await accept(code, { name, passwordHash: await hashPassword(password) })
      setCookie(reply, parts.url, waiting, null)
      const progress = await signInByPassword(
        await signingOf(parts),
        { address, password, to: wayIn(accepted) },
        whereFrom(request),
        now(),
      )
      return await goOn(parts, request, reply, progress)
    } catch (error) {
      const problem = problemFrom(error)
      // He has become somebody meanwhile: the page says how he goes on.
      if (problem.code === 'not-signed-in')
        return show({ ...answering, opened: await readInvitation(kernel, offers, code) })
      if (problem.code !== 'password-too-weak') throw error
      return sendInvitationPage(
        reply,
        language,
        opened,
        undefined,
        code,
        refusalTexts[language][problem.code],
      )
    }
  }
}

/** Who has but a few rights may see nothing of the account itself. */
function wayIn({ accountId, sees }: { accountId: string; sees: boolean }): string {
  return sees ? consolePaths.account(accountId) : consolePaths.home()
}

function nameIn(request: FastifyRequest, otherwise: string): string {
  return fieldOf(request.body, 'name', 200).trim() || otherwise
}
