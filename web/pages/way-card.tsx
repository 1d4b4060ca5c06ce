import { Group, Skeleton, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { countGrants, listRequests } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import type { Me } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { ArrowIcon, DoorOpenIcon, DoorShutIcon, LetterIcon } from '../ui/icons.tsx'
import { Tag } from '../ui/note.tsx'

/** A place to go to. The whole card is the link. */
export function Way({
  to,
  title,
  hint,
  isOpen = false,
  children,
}: {
  to: string
  title: string
  hint?: string
  isOpen?: boolean
  children?: ReactNode
}) {
  return (
    <li className={`card way ${isOpen ? 'card-open' : ''}`}>
      <div className="row-words">
        <Title order={2} fz="1.1rem" lh={1.35}>
          <Link to={to} className="way-link">
            {title}
          </Link>
        </Title>
        {hint ? <Text c="dimmed">{hint}</Text> : null}
        {children}
      </div>
      <ArrowIcon size={20} />
    </li>
  )
}

/** An account, with what one would go there for: whether anybody can get in, and who waits for an answer. */
export function AccountWay({ account }: { account: Me['accounts'][number] }) {
  const { t } = useWords()
  const params = { accountId: account.id }
  const counted = useAnswer(countGrants, { params }, { everyMs: 30_000 })
  const waiting = useAnswer(
    listRequests,
    { params, query: { state: 'pending', limit: 100 } },
    { everyMs: 30_000 },
  )
  const open = counted.data?.outsiders.grants ?? 0
  const members = (counted.data?.everybody.grants ?? 0) - open
  const asked = waiting.data?.items.length ?? 0
  return (
    <Way to={consolePaths.account(account.id)} title={account.name} isOpen={open > 0}>
      <Group gap="xs" mt={6} mih={28}>
        {counted.data ? (
          open > 0 ? (
            <Tag tone="open" icon={<DoorOpenIcon size={15} />}>
              {t('account.open', { count: open })}
            </Tag>
          ) : (
            <Tag icon={<DoorShutIcon size={15} />}>
              {members > 0 ? t('account.nobodyOutside') : t('account.nobody')}
            </Tag>
          )
        ) : counted.error ? null : (
          <Skeleton height={26} width={190} />
        )}
        {asked > 0 ? (
          <Tag icon={<LetterIcon size={15} />}>{t('nav.waitingCount', { count: asked })}</Tag>
        ) : null}
      </Group>
    </Way>
  )
}
