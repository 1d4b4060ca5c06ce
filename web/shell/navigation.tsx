import { NativeSelect, NavLink, Stack, Text, VisuallyHidden } from '@mantine/core'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { listRequests } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import type { Me } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { Tag } from '../ui/note.tsx'

/** The menu, by what the person is: owner of accounts, member of a support team, member of the desk. */
export function Navigation({ me }: { me: Me }) {
  const { t } = useWords()
  const { support, desk } = me.provider
  return (
    <nav aria-label={t('nav.main')}>
      <Stack gap="lg">
        {me.accounts.length > 0 ? <AccountMenu me={me} /> : null}
        {support || desk ? (
          <Part title={t('nav.support')}>
            {support ? <Item to={consolePaths.open()} label={t('nav.openToMe')} /> : null}
            <Item to={consolePaths.ask()} label={t('nav.ask')} />
            <Item to={consolePaths.deskRequests()} label={t('nav.requests')} />
          </Part>
        ) : null}
        {desk ? (
          <Part title={t('nav.desk')}>
            <Item to={consolePaths.desk()} label={t('nav.overview')} />
            <Item to={consolePaths.deskAccounts()} label={t('nav.accounts')} />
            <Item to={consolePaths.deskStaff()} label={t('nav.staff')} />
            <Item to={consolePaths.deskPolicy()} label={t('nav.policy')} />
          </Part>
        ) : null}
      </Stack>
    </nav>
  )
}

/** The account in the address, or the first. */
function useShownAccount(me: Me) {
  const { pathname } = useLocation()
  return me.accounts.find(({ id }) => pathname.startsWith(consolePaths.account(id))) ?? me.accounts[0]
}

function AccountMenu({ me }: { me: Me }) {
  const { t } = useWords()
  const navigate = useNavigate()
  const account = useShownAccount(me)
  const waiting = useAnswer(
    listRequests,
    { params: { accountId: account?.id ?? '' }, query: { state: 'pending', limit: 100 } },
    { everyMs: 30_000, enabled: account !== undefined },
  )
  if (!account) return null
  const count = waiting.data?.items.length ?? 0
  return (
    <Part title={me.accounts.length === 1 ? account.name : t('nav.account')}>
      {me.accounts.length > 1 ? (
        <NativeSelect
          size="sm"
          aria-label={t('nav.account')}
          value={account.id}
          onChange={event => void navigate({ to: consolePaths.account(event.currentTarget.value) })}
          data={me.accounts.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <Item to={consolePaths.account(account.id)} label={t('nav.whoCanGetIn')} />
      <Item
        to={consolePaths.requests(account.id)}
        label={t('nav.waiting')}
        beside={
          count > 0 ? (
            <Tag tone="open">
              <span aria-hidden="true">{waiting.data?.next ? `${count}+` : count}</span>
              <VisuallyHidden>{t('nav.waitingCount', { count })}</VisuallyHidden>
            </Tag>
          ) : null
        }
      />
      <Item to={consolePaths.timeline(account.id)} label={t('nav.timeline')} />
    </Part>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack gap={4}>
      <Text size="sm" fw={650} c="dimmed" px={10}>
        {title}
      </Text>
      {children}
    </Stack>
  )
}

function Item({ to, label, beside }: { to: string; label: string; beside?: ReactNode }) {
  const { pathname } = useLocation()
  const isHere = pathname === to
  return (
    <NavLink
      component={Link}
      to={to}
      activeOptions={{ exact: true, includeSearch: false }}
      label={label}
      active={isHere}
      rightSection={beside}
      style={{ borderRadius: 'var(--mantine-radius-md)' }}
      {...(isHere ? { 'aria-current': 'page' as const } : {})}
    />
  )
}
