import { Group, Stack, Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { countGrants } from '#contract/grants.ts'
import type { AGrant } from '../desk/grant-card.tsx'
import { useWords } from '../language.ts'
import { DoorOpenIcon, DoorShutIcon, WarnIcon } from '../ui/icons.tsx'
import { Note } from '../ui/note.tsx'

/** The answer in one sentence, before any list. Members belong to the house: what is open is open to others. */
export function AtAGlance({
  counted: { everybody, outsiders, unconfirmed },
  grants,
  hasMore,
  hasShops,
}: {
  counted: AnswerOf<typeof countGrants>
  grants: readonly AGrant[]
  hasMore: boolean
  hasShops: boolean
}) {
  const { t } = useWords()
  const scheduled = grants.filter(({ state }) => state === 'scheduled').length
  const open = Math.max(outsiders.grants - scheduled, 0)
  const members = everybody.grants - outsiders.grants
  const inside = new Set(grants.flatMap(({ liveEntries }) => liveEntries.map(({ person }) => person.id))).size
  // What the clock ended a moment ago is in the list before it is counted.
  const notConfirmed = Math.max(unconfirmed, grants.filter(({ state }) => state === 'ending').length)
  const title =
    open > 0
      ? t('account.open', { count: open })
      : scheduled > 0
        ? t('account.scheduledOnly', { count: scheduled })
        : members > 0
          ? t('account.nobodyOutside')
          : t('account.nobody')
  const others = [
    open > 0
      ? hasMore
        ? t('account.entries', { count: everybody.liveEntries })
        : inside > 0
          ? t('account.inside', { count: inside })
          : t('account.insideNobody')
      : scheduled > 0
        ? ''
        : hasShops
          ? t('account.nobodyHint')
          : t('account.nobodyNoShop'),
    open > 0 && scheduled > 0 ? t('account.alsoScheduled', { count: scheduled }) : '',
    members > 0 ? t('account.alsoMembers', { count: members }) : '',
  ]
  return (
    <Stack gap="sm">
      <div className={`note ${open > 0 ? 'note-open' : 'note-good'}`} role="status">
        <Group gap="md" wrap="nowrap">
          {open > 0 ? <DoorOpenIcon size={34} /> : <DoorShutIcon size={34} />}
          <div>
            <Text fz="xl" fw={650} lh={1.25}>
              {title}
            </Text>
            <Text>{others.filter(Boolean).join(' ')}</Text>
          </div>
        </Group>
      </div>
      {notConfirmed > 0 ? (
        <Note tone="bad">
          <Group gap="sm" wrap="nowrap">
            <WarnIcon size={22} />
            <Text>{t('account.unconfirmed', { count: notConfirmed })}</Text>
          </Group>
        </Note>
      ) : null}
    </Stack>
  )
}
