import type { Static } from 'typebox'
import type { readNotifications as contract, Topic as TopicSchema } from '#contract/people.ts'
import type { Tx } from '#server/plumbing/database.ts'

export type Topic = Static<typeof TopicSchema>
type Notifications = Static<typeof contract.answer>

/** In the order in which people read them. Who could silence a locked one could be left in the dark by somebody else. */
const topics: readonly { topic: Topic; locked: boolean }[] = [
  { topic: 'requests', locked: true },
  { topic: 'openings', locked: false },
  { topic: 'entries', locked: false },
  { topic: 'reminders', locked: false },
  { topic: 'endings', locked: true },
  { topic: 'sign-in', locked: true },
]

/** Does somebody who silenced these topics get a mail about this one? */
export function wantsMail(muted: readonly string[], topic: Topic): boolean {
  return !muted.includes(topic) || topics.some(one => one.topic === topic && one.locked)
}

export async function readNotifications(tx: Tx, personId: string): Promise<Notifications> {
  const { muted } = await tx
    .selectFrom('people.persons')
    .select('muted')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  return { topics: topics.map(one => ({ ...one, mail: wantsMail(muted, one.topic) })) }
}

/** @param muted what the person does without; locked topics among them are left out, as the answer shows */
export async function changeNotifications(
  tx: Tx,
  personId: string,
  muted: readonly Topic[],
): Promise<Notifications> {
  const silenced = topics.filter(({ topic, locked }) => !locked && muted.includes(topic))
  await tx
    .updateTable('people.persons')
    .set({ muted: silenced.map(one => one.topic) })
    .where('id', '=', personId)
    .execute()
  return readNotifications(tx, personId)
}
