import { NativeSelect, NavLink, Stack, Text, VisuallyHidden } from '@mantine/core'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listRequests } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import type { Me } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { DotIcon } from '../ui/icons.tsx'
import { Tag } from '../ui/note.tsx'
import { type Account, type Place, usePlaces, useShownAccount } from './places.ts'

/** The menu, by what the person is: owner or member of accounts, member of a support team, member of the desk. */
export function Navigation({ me }: { me: Me }) {
  const { t } = useWords()
  const account = useShownAccount(me)
  return (
    <nav aria-label={t('nav.main')}>
      <Stack gap="lg">
        {usePlaces(me, account).map(({ key, title, places }) => (
          <Part key={key} title={title}>
            {key === 'account' && account ? <ChooseAccount me={me} account={account} /> : null}
            {places.map(place => (
              <Item key={place.to} {...place} beside={<Mark of={place.mark} me={me} account={account} />} />
            ))}
          </Part>
        ))}
      </Stack>
    </nav>
  )
}

function ChooseAccount({ me, account }: { me: Me; account: Account }) {
  const { t } = useWords()
  const navigate = useNavigate()
  if (me.accounts.length === 1) return null
  return (
    <NativeSelect
      size="sm"
      aria-label={t('nav.account')}
      value={account.id}
      onChange={event => void navigate({ to: consolePaths.account(event.currentTarget.value) })}
      data={me.accounts.map(({ id, name }) => ({ value: id, label: name }))}
    />
  )
}

/** What waits there for me. */
function Mark({ of, me, account }: { of: Place['mark']; me: Me; account: Account | undefined }) {
  const { t } = useWords()
  if (of === 'requests' && account) return <WaitingRequests accountId={account.id} />
  if (of === 'transfers' && me.transfers > 0)
    return (
      <Tag tone="open">
        <DotIcon size={15} />
        <VisuallyHidden>{t('nav.transferWaits')}</VisuallyHidden>
      </Tag>
    )
  return null
}

function WaitingRequests({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const { data } = useAnswer(
    listRequests,
    { params: { accountId }, query: { state: 'pending', limit: 100 } },
    { everyMs: 30_000 },
  )
  const count = data?.items.length ?? 0
  if (count === 0) return null
  return (
    <Tag tone="open">
      <span aria-hidden="true">{data?.next ? `${count}+` : count}</span>
      <VisuallyHidden>{t('nav.waitingCount', { count })}</VisuallyHidden>
    </Tag>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={650} c="dimmed" px={10} style={{ overflowWrap: 'anywhere' }}>
        {title}
      </Text>
      {children}
    </Stack>
  )
}

function Item({ to, label, holds = [to], beside }: Place & { beside: ReactNode }) {
  const { pathname } = useLocation()
  const isHere = pathname === to
  const isBelow = holds.some(beginning => pathname.startsWith(beginning))
  return (
    <NavLink
      component={Link}
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      label={label}
      active={isHere || isBelow}
      rightSection={beside}
      // As high with a mark as without: one that comes later moves nothing.
      style={{ borderRadius: 'var(--mantine-radius-md)', minHeight: '2.6rem' }}
      {...(isHere || isBelow ? { 'aria-current': isHere ? ('page' as const) : true } : {})}
    />
  )
}
