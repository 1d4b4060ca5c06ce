import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link, linkOptions } from '@tanstack/react-router'
import { listStaff } from '#contract/accounts.ts'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { readHealth } from '#contract/provider-desk.ts'
import { useAnswer } from '../../api/use-api.ts'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { CheckIcon, DotIcon } from '../../ui/icons.tsx'
import { makingHash } from './making-hash.ts'

const ways = {
  account: linkOptions({ to: patterns.deskAccounts, hash: makingHash }),
  owner: linkOptions({ to: patterns.deskAccounts }),
  team: linkOptions({ to: patterns.deskStaff }),
  mail: linkOptions({ to: patterns.deskMails }),
}

/** What a desk needs before its first owner can let anybody in; gone once that is done, or the desk has grown beyond it. */
export function FirstSteps({ health }: { health: AnswerOf<typeof readHealth> }) {
  const { t } = useWords()
  const isYoung = health.accounts <= 1
  const staff = useAnswer(listStaff, {}, { enabled: isYoung })
  if (!isYoung || !staff.data) return null
  const hasAccount = health.accounts > 0
  const steps = [
    { name: 'account', isDone: hasAccount },
    { name: 'owner', isDone: hasAccount && !health.troubles.some(({ code }) => code === 'owners-not-ready') },
    {
      name: 'team',
      isDone: staff.data.teams.some(({ duty, members }) => duty === 'support' && members.length > 0),
    },
    { name: 'mail', isDone: health.mail.setUp },
  ] as const
  if (steps.every(({ isDone }) => isDone)) return null
  const next = steps.find(({ isDone }) => !isDone)
  return (
    <Stack component="section" className="card" gap="xs">
      <Title order={2}>{t('provider-desk:start.title')}</Title>
      <Text c="dimmed">{t('provider-desk:start.hint')}</Text>
      <ol className="plain-list rows">
        {steps.map(({ name, isDone }) => (
          <li key={name} className="row row-wraps">
            <span className={isDone ? 'good' : ''}>
              {isDone ? <CheckIcon size={22} /> : <DotIcon size={22} />}
            </span>
            <div className="row-words" style={{ minWidth: '12rem' }}>
              <Text fw={600}>{t(`provider-desk:start.${name}.what`)}</Text>
              <Text size="sm" c="dimmed">
                {t(`provider-desk:start.${name}.how`)}
              </Text>
              <Text size="sm" {...(isDone ? { className: 'good' } : {})}>
                {t(isDone ? 'provider-desk:start.done' : 'provider-desk:start.notDone')}
              </Text>
            </div>
            {isDone ? null : (
              <Group>
                <Button
                  size="sm"
                  variant={name === next?.name ? 'filled' : 'default'}
                  renderRoot={props => <Link {...props} {...ways[name]} />}
                >
                  {t(`provider-desk:start.${name}.go`)}
                </Button>
              </Group>
            )}
          </li>
        ))}
      </ol>
    </Stack>
  )
}
