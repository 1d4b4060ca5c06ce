// What the palette can do, in the order in which it is offered: ending access comes first.
import { useNavigate } from '@tanstack/react-router'
import { listAccounts, listShops } from '#contract/accounts.ts'
import { listOpenToMe } from '#contract/entries.ts'
import { listGrants } from '#contract/grants.ts'
import { listMembers } from '#contract/members.ts'
import { consolePaths } from '#contract/paths.ts'
import { listOpenAccesses } from '#contract/service-switch.ts'
import { type Me, useMe } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { useSayUntil } from '../desk/countdown.tsx'
import { useEndAll, useEndByProvider, useEndGrant, useGiveBack } from '../desk/end-access.ts'
import type { AGrant } from '../desk/grant-card.tsx'
import { useDeskWords } from '../desk/words.ts'
import { languages, useWords } from '../language.ts'
import { type Account, usePlaces, useShownAccount } from './places.ts'
import { signOut, useChooseLanguage, useLight } from './preferences.tsx'

export type Command = {
  id: string
  label: string
  hint?: string
  isDangerous?: boolean
  /** Done after the palette has closed; null: leads on inside of it, to what can be ended. */
  run: (() => void) | null
}
export type Commands = { title: string; commands: Command[] }

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** Everything but what can be ended. */
export function useCommands(isOpen: boolean, search: string): Commands[] {
  const { t, language } = useWords()
  const me = useMe()
  const account = useShownAccount(me)
  const navigate = useNavigate()
  const choose = useChooseLanguage()
  const light = useLight()
  const go = (to: string) => () => void navigate({ href: to })
  const found = useFound(me, account, isOpen, search)
  return [
    {
      title: t('palette:groups.end'),
      commands: [
        { id: 'end', label: t('palette:end'), hint: t('palette:endHint'), run: null, isDangerous: true },
      ],
    },
    ...usePlaces(me, account).map(({ key, title, places }) => ({
      title,
      commands: places.map(({ to, label }) => ({ id: `${key} ${to}`, label, run: go(to) })),
    })),
    {
      title: t('palette:groups.accounts'),
      commands: [
        ...(me.accounts.length > 1
          ? me.accounts.map(({ id, name }) => ({
              id: `account ${id}`,
              label: name,
              hint: t('nav.whoCanGetIn'),
              run: go(consolePaths.account(id)),
            }))
          : []),
        ...found.accounts.map(({ id, name, owner }) => ({
          id: `desk account ${id}`,
          label: name,
          hint: t('accounts:owner', { name: owner.name }),
          run: go(consolePaths.deskAccount(id)),
        })),
      ],
    },
    {
      title: t('palette:groups.people'),
      commands: found.people.map(({ id, name }) => ({
        id: `person ${id}`,
        label: name,
        hint: t('palette:personHint'),
        run: go(`${consolePaths.account(account?.id ?? '')}?person=${encodeURIComponent(id)}`),
      })),
    },
    {
      title: t('palette:groups.shops'),
      commands: found.shops.map(({ id, name }) => ({
        id: `shop ${id}`,
        label: name,
        hint: t('palette:shopHint'),
        run: go(consolePaths.shop(account?.id ?? '', id)),
      })),
    },
    {
      title: t('palette:groups.preferences'),
      commands: [
        ...languages
          .filter(one => one !== language)
          .map(one => ({
            id: `language ${one}`,
            label: t(`language.${one}`),
            hint: t('palette:languageHint'),
            run: () => void choose(one),
          })),
        { id: 'light', label: light.isDark ? t('nav.toLight') : t('nav.toDark'), run: light.change },
        {
          id: 'sign-out',
          label: t('nav.signOut'),
          hint: t('nav.signedInAs', { name: me.person.name }),
          run: signOut,
        },
      ],
    },
  ]
}

function useFound(me: Me, account: Account | undefined, isOpen: boolean, search: string) {
  const params = { accountId: account?.id ?? '' }
  const ofAccount = { enabled: isOpen && account !== undefined }
  const shops = useAnswer(listShops, { params }, ofAccount)
  const members = useAnswer(listMembers, { params }, ofAccount)
  const wanted = search.trim()
  const accounts = useAnswer(
    listAccounts,
    { query: { search: wanted, limit: 10 } },
    { enabled: isOpen && me.provider.desk && wanted.length >= 2, keep: true },
  )
  return {
    shops: shops.data?.items ?? [],
    people: members.data ? [...members.data.members.map(({ person }) => person)] : [],
    accounts: me.provider.desk && wanted.length >= 2 ? (accounts.data?.items ?? []) : [],
  }
}

/** What this person can end: in the shown account, what is open to himself, and at the desk what is open at all. */
export function useEndings(isWanted: boolean): { isLoading: boolean; endings: Commands[] } {
  const { t } = useWords()
  const me = useMe()
  const account = useShownAccount(me)
  const words = useDeskWords()
  const navigate = useNavigate()
  const end = useEndGrant()
  const endAll = useEndAll()
  const endByProvider = useEndByProvider()
  const giveBack = useGiveBack()
  const zone = account?.zone ?? deviceZone()
  const sayUntil = useSayUntil(zone)

  const params = { accountId: account?.id ?? '' }
  const grants = useAnswer(
    listGrants,
    { params, query: { state: 'live', limit: 100 } },
    { enabled: isWanted && account !== undefined },
  )
  const mine = useAnswer(listOpenToMe, {}, { enabled: isWanted })
  const accesses = useAnswer(
    listOpenAccesses,
    { query: { limit: 100 } },
    { enabled: isWanted && me.provider.desk },
  )
  const live = (grants.data?.items ?? []).filter(({ can }) => can.end === true)
  const ofGrant = (grant: AGrant, place: string, run: () => void): Command => ({
    id: `end ${grant.id}`,
    label: t('palette:endOf', { subject: grant.subject.name, where: place }),
    hint: [words.door(grant.door), sayUntil(grant.endsAt)].join(' · '),
    isDangerous: true,
    run,
  })
  const openTo = account ? { accountId: account.id, account: account.name, zone } : undefined
  return {
    isLoading: [grants, mine, accesses].some(({ isLoading }) => isLoading),
    endings: [
      {
        title: account?.name ?? '',
        commands: openTo
          ? [
              ...live.map(grant =>
                ofGrant(grant, grant.resource?.name ?? t('common.wholeAccount'), () => end(grant, openTo)),
              ),
              ...(live.length > 1
                ? [
                    {
                      id: 'end all',
                      label: t('palette:endAll', { account: openTo.account }),
                      isDangerous: true,
                      run: () =>
                        void endAll('everybody', openTo, {
                          grants: live,
                          hasMore: grants.data?.next != null,
                        }),
                    },
                  ]
                : []),
              ...(grants.data?.next != null
                ? [
                    {
                      id: 'more',
                      label: t('palette:more'),
                      run: () => void navigate({ href: consolePaths.account(openTo.accountId) }),
                    },
                  ]
                : []),
            ]
          : [],
      },
      {
        title: t('nav.openToMe'),
        commands: (mine.data?.items ?? [])
          .filter(({ can }) => can.giveBack === true)
          .map(open => ({
            id: `back ${open.resource.id}`,
            label: t('open.giveBackOf', { shop: open.resource.name }),
            hint: sayUntil(open.until),
            run: () => giveBack(open),
          })),
      },
      {
        title: t('nav.openAccesses'),
        commands: (accesses.data?.items ?? [])
          .filter(({ grant }) => grant.can.end === true && !live.some(({ id }) => id === grant.id))
          .map(({ account: of, grant }) =>
            ofGrant(grant, `${grant.resource?.name ?? t('common.wholeAccount')}, ${of.name}`, () =>
              endByProvider(grant, zone),
            ),
          ),
      },
    ],
  }
}

/** Those whose words contain all that was typed; ending access stays first as long as it fits. */
export function pick(all: readonly Commands[], search: string): Commands[] {
  const wanted = plain(search).split(' ').filter(Boolean)
  return all
    .map(({ title, commands }) => ({
      title,
      commands: commands.filter(({ label, hint }) => {
        const said = plain(`${label} ${hint ?? ''}`)
        return wanted.every(word => said.includes(word))
      }),
    }))
    .filter(({ commands }) => commands.length > 0)
}

/** Without accents, so that "Rosterei" finds the Rösterei. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}
