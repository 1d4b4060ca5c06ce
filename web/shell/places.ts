// Where one can go, by what the person is: the menu and the palette read the same list.
import { useLocation } from '@tanstack/react-router'
import { consolePaths } from '#contract/paths.ts'
import type { Me } from '../api/me.ts'
import { useWords } from '../language.ts'

export type Account = Me['accounts'][number]
export type Place = {
  to: string
  label: string
  mark?: 'requests' | 'transfers'
  /** Beginnings of the addresses that belong to it; without: what is below `to`. */
  holds?: string[]
}
export type Places = {
  key: 'account' | 'support' | 'desk' | 'operation' | 'me'
  title: string
  places: Place[]
}

/** The account in the address, or the first. */
export function useShownAccount(me: Me): Account | undefined {
  const { pathname } = useLocation()
  return me.accounts.find(({ id }) => isInAccount(pathname, id)) ?? me.accounts[0]
}

export function isInAccount(pathname: string, accountId: string): boolean {
  const own = consolePaths.account(accountId)
  return pathname === own || pathname.startsWith(`${own}/`)
}

export function usePlaces(me: Me, account: Account | undefined): Places[] {
  const { t } = useWords()
  const { support, desk } = me.provider
  const all: (Places | false)[] = [
    account !== undefined && {
      key: 'account',
      title: me.accounts.length === 1 ? account.name : t('nav.account'),
      places: [
        { to: consolePaths.account(account.id), label: t('nav.whoCanGetIn'), holds: [] },
        { to: consolePaths.requests(account.id), label: t('nav.waiting'), mark: 'requests' },
        { to: consolePaths.visits(account.id), label: t('nav.visits') },
        { to: consolePaths.timeline(account.id), label: t('nav.timeline') },
        { to: consolePaths.why(account.id), label: t('nav.why') },
        {
          to: consolePaths.people(account.id),
          label: t('nav.people'),
          mark: 'transfers',
          holds: [
            consolePaths.people(account.id),
            consolePaths.members(account.id),
            consolePaths.contacts(account.id),
            consolePaths.domains(account.id),
          ],
        },
      ],
    },
    (support || desk) && {
      key: 'support',
      title: t('nav.support'),
      places: [
        ...(support ? [{ to: consolePaths.open(), label: t('nav.openToMe') }] : []),
        { to: consolePaths.ask(), label: t('nav.ask') },
        { to: consolePaths.deskRequests(), label: t('nav.requests') },
        { to: consolePaths.deskVisits(), label: t('nav.visits') },
      ],
    },
    desk && {
      key: 'desk',
      title: t('nav.desk'),
      places: [
        { to: consolePaths.desk(), label: t('nav.overview'), holds: [] },
        { to: consolePaths.deskOpen(), label: t('nav.openAccesses') },
        { to: consolePaths.deskAccounts(), label: t('nav.accounts') },
        { to: consolePaths.deskStaff(), label: t('nav.staff') },
      ],
    },
    desk && {
      key: 'operation',
      title: t('nav.operation'),
      places: [
        { to: consolePaths.deskUnconfirmed(), label: t('nav.unconfirmed') },
        { to: consolePaths.deskMails(), label: t('nav.mails') },
        { to: consolePaths.deskHealth(), label: t('nav.health') },
        { to: consolePaths.deskPolicy(), label: t('nav.policy') },
        { to: consolePaths.deskNetworks(), label: t('nav.networks') },
        { to: consolePaths.deskWebhooks(), label: t('nav.webhooks') },
        { to: consolePaths.deskPanels(), label: t('nav.panels') },
        { to: consolePaths.deskHolders(), label: t('nav.holders') },
      ],
    },
    {
      key: 'me',
      title: me.person.name,
      places: [
        { to: consolePaths.myRights(), label: t('nav.myRights') },
        { to: consolePaths.settings(), label: t('nav.settings') },
      ],
    },
  ]
  return all.filter(group => group !== false)
}
