// A visit that people make by hand, for the stories about it: let in along a guide, and what both sides see of it.
import assert from 'node:assert/strict'
import type { CastName } from '#db/seeds/cast.ts'
import type { PlatformId } from '#server/doors/support-visit/platforms/platform.ts'
import { readAddresses } from '#server/doors/support-visit/steps/networks.ts'
import { wantAllowList, wantLettingIn } from '#server/doors/support-visit/steps/want-by-hand.ts'
import type { Answered, Client } from '../desk.ts'
import { ownerOf, type Scene, type Shop } from '../endings/scene.ts'

type Phase = 'before' | 'open' | 'check' | 'end' | 'after'
type Step = {
  id: string
  key: string
  says: string
  neededFrom: 'owner' | 'support' | null
  confirmed: { by: { name: string }; note: string | null } | null
  can: { confirm: true | string; undo: true | string }
}
export type Visit = Awaited<ReturnType<typeof openVisit>>

export async function openVisit(
  scene: Scene,
  wish: {
    shop?: Shop
    agent?: CastName
    platform: PlatformId
    kind?: 'invitation' | 'admin'
    rights?: string[]
    allowList?: boolean
    mailbox?: string
  },
) {
  const { shop = 'kaffeerad', agent = 'sam', platform } = wish
  const accountId = scene.accountOf(shop)
  const of = {
    accountId,
    resourceId: scene.shopId(shop),
    platform,
    agentId: scene.desk.cast.people[agent],
  }
  const addresses = wish.allowList ? await readAddresses(scene.desk.kernel) : []
  const grantId = await scene.give(shop, agent, ['shop.view'], {
    door: 'support-visit',
    async also(r, grantId) {
      if (wish.allowList) await wantAllowList(r, { ...of, grantId, addresses })
      await wantLettingIn(r, {
        ...of,
        grantId,
        kind: wish.kind ?? 'invitation',
        mailbox: wish.mailbox ?? 'visit-4711@einlass.example',
        rights: wish.rights ?? [],
      })
    },
  })
  const owner = scene.clients[ownerOf[shop]]
  const visitor = scene.clients[agent]
  const grantPath = `/accounts/${accountId}/grants/${grantId}`
  const visitPath = `/visits/${grantId}`
  const path = { owner: grantPath, support: visitPath }

  const see = async (side: 'owner' | 'support') => {
    const { status, body } = await (side === 'owner'
      ? owner.get(`${grantPath}/steps`)
      : visitor.get(`${visitPath}/steps`))
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const stepsOf = (body: Answered['body'], phase?: Phase): Step[] =>
    body.items.flatMap(({ phases }: { phases: { phase: Phase; steps: Step[] }[] }) =>
      phases.flatMap(one => (phase && one.phase !== phase ? [] : one.steps)),
    )
  const find = async (key: string) =>
    stepsOf(await see('owner')).find(step => step.key === key) ?? assert.fail(`no step ${key}`)
  const confirm = async (side: 'owner' | 'support', key: string, note?: string): Promise<Answered> => {
    const { id } = await find(key)
    const body = note ? { note } : {}
    return side === 'owner'
      ? owner.put(`${grantPath}/steps/${id}/confirmation`, body)
      : visitor.put(`${visitPath}/steps/${id}/confirmation`, body)
  }
  const undo = async (side: 'owner' | 'support', key: string): Promise<Answered> => {
    const { id } = await find(key)
    return side === 'owner'
      ? owner.delete(`${grantPath}/steps/${id}/confirmation`)
      : visitor.delete(`${visitPath}/steps/${id}/confirmation`)
  }
  const readRights = (side: 'owner' | 'support', artefact: string, rights: string[]): Promise<Answered> =>
    side === 'owner'
      ? owner.put(`${grantPath}/guided/${artefact}/requested-rights`, { rights })
      : visitor.put(`${visitPath}/guided/${artefact}/requested-rights`, { rights })
  const acceptRights = (who: Client, artefact: string, rights: string[]): Promise<Answered> =>
    who.put(`${grantPath}/guided/${artefact}/accepted-rights`, { rights })
  /** Both sides say that everything of this part is done. */
  const finish = async (...phases: Phase[]) => {
    for (const phase of phases)
      for (const { key, neededFrom } of stepsOf(await see('owner'), phase))
        if (neededFrom) {
          const { status, body } = await confirm(neededFrom, key)
          assert.equal(status, 200, `${key}: ${JSON.stringify(body)}`)
        }
  }
  const artefacts = () =>
    scene.desk.sql<{
      id: string
      kind: string
      present_at: Date | null
      gone_at: Date | null
      error: string | null
      waits_for: string | null
      witness: { how: string; by?: string } | null
    }>(
      `select a.* from access.artefacts a join access.artefact_grants h on h.artefact_id = a.id
        where h.grant_id = $1 order by a.kind`,
      [grantId],
    )
  const end = () => owner.post(`${path.owner}/ending`, {})
  return {
    accountId,
    grantId,
    path,
    see,
    stepsOf,
    find,
    confirm,
    undo,
    readRights,
    acceptRights,
    finish,
    artefacts,
    end,
  }
}

export const refused = (answer: Answered, status: number, code: string) =>
  assert.deepEqual([answer.status, answer.body.code], [status, code], JSON.stringify(answer.body))

export type Mail = { kind: string; to_address: string; subject: string; plain: string }

/** The mails of these kinds, in their order. */
export const mailsOf = (scene: Scene, ...kinds: string[]) =>
  scene.desk.sql<Mail>(
    'select kind, to_address, subject, plain from plumbing.mails where kind = any ($1) order by queued_at',
    [kinds],
  )
