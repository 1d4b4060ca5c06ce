import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { leaveAccount } from '#contract/members.ts'
import { useMe } from '../../api/me.ts'
import { useAction } from '../../api/use-api.ts'
import { useEndingSheet } from '../../desk/ending-sheet.tsx'
import { MayButton } from '../../desk/may-button.tsx'
import { useWords } from '../../language.ts'
import { Section } from '../../ui/page.tsx'
import { CloseAccount } from './close-account.tsx'
import { useGoHome } from './go-home.ts'
import type { People, Place } from './people-list.tsx'
import { isOf, useWhatEnds } from './what-ends-with.ts'

/** Handing over, leaving, closing: each with what it means, and why not where it may not be done. */
export function AccountItself({
  people,
  place,
  onHandOver,
}: {
  people: People
  place: Place
  onHandOver: () => void
}) {
  const { t } = useWords()
  const { account } = place
  const isAlone = people.members.every(({ can }) => can.becomeOwner !== true)
  return (
    <div className="card">
      <Section title={t('members:account')}>
        <ul className="plain-list rows">
          <Deed title={t('members:handOver')} hint={t('members:handOverHint')}>
            {people.can.transfer === true && isAlone ? (
              <Text size="sm" c="dimmed" maw={360}>
                {t('members:handOverNobody')}
              </Text>
            ) : (
              <MayButton size="sm" variant="default" can={people.can.transfer} onClick={onHandOver}>
                {t('members:handOverOpen')}
              </MayButton>
            )}
          </Deed>
          <Deed title={t('members:leave')} hint={t('members:leaveHint', { account })}>
            <Leave people={people} place={place} />
          </Deed>
          <Deed title={t('members:close')} hint={t('members:closeHint')}>
            <CloseAccount people={people} place={place} />
          </Deed>
        </ul>
      </Section>
    </div>
  )
}

function Deed({ title, hint, children }: { title: string; hint: string; children: ReactNode }) {
  return (
    <Group component="li" justify="space-between" align="flex-start" gap="sm" py="sm">
      <div className="row-words" style={{ minWidth: 'min(100%, 18rem)' }}>
        <Title order={3}>{title}</Title>
        <Text c="dimmed">{hint}</Text>
      </div>
      {children}
    </Group>
  )
}

function Leave({ people, place }: { people: People; place: Place }) {
  const { t } = useWords()
  const goHome = useGoHome()
  const open = useEndingSheet()
  const action = useAction(leaveAccount)
  const me = useMe().person
  const { accountId, account, zone } = place
  const ends = useWhatEnds(accountId, people.can.leave === true)
  return (
    <MayButton
      size="sm"
      color="danger"
      variant="outline"
      can={people.can.leave}
      onClick={() =>
        open({
          title: t('members:leaveTitle', { account }),
          hint: t('members:leaveSheetHint'),
          ...ends.of(isOf(me.id)),
          zone,
          confirmLabel: t('members:leaveNow'),
          resultTitle: t('members:leaveDone'),
          async run(note) {
            const ending = await action.run({ params: { accountId }, body: note ? { note } : {} })
            // The page is one of the account, which is his no longer; the result stays in view above it.
            await goHome()
            return ending
          },
        })
      }
    >
      {t('members:leaveOpen')}
    </MayButton>
  )
}
