// The ways in which a person ends access. Each shows what will be cut, ends it, and shows what was cut; a page and the
// palette call the same ones.
import type { Static } from 'typebox'
import { giveBack, type OpenToMe } from '#contract/entries.ts'
import { countGrants, type Ending, endAllGrants, endGrant, endPerson, listGrants } from '#contract/grants.ts'
import { endByProvider } from '#contract/service-switch.ts'
import { call } from '../api/call.ts'
import { useMe } from '../api/me.ts'
import { useAction } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { type EndingPlan, useEndingSheet } from './ending-sheet.tsx'
import { type AGrant, planOf } from './grant-card.tsx'
import { useDeskWords } from './words.ts'

type InAccount = { accountId: string; account: string; zone: string }
/** What a list holds already, in case the desk cannot be asked how much there is. */
type InView = { grants: readonly AGrant[]; hasMore: boolean }

const noted = (note: string) => (note ? { note } : {})

type End = (note: string) => Promise<Static<typeof Ending>>

/** One grant, ended by `end`. */
export function useEnding(): (
  grant: AGrant,
  how: { zone: string; accountId?: string; hint?: string; end: End },
) => void {
  const { t } = useWords()
  const open = useEndingSheet()
  return (grant, { end, ...others }) =>
    open({
      title: t('ending.titleOf', { subject: grant.subject.name }),
      grants: [planOf(grant, t('common.wholeAccount'))],
      entries: grant.liveEntries,
      ...others,
      run: end,
    })
}

/** One grant in an account of one's own. */
export function useEndGrant(): (grant: AGrant, where: { accountId: string; zone: string }) => void {
  const open = useEnding()
  const action = useAction(endGrant)
  return (grant, where) =>
    open(grant, {
      ...where,
      end: note =>
        action.run({ params: { accountId: where.accountId, grantId: grant.id }, body: noted(note) }),
    })
}

/** One grant of whatever account, by the provider's desk. */
export function useEndByProvider(): (grant: AGrant, zone: string) => void {
  const { t } = useWords()
  const open = useEnding()
  const action = useAction(endByProvider)
  return (grant, zone) =>
    open(grant, {
      zone,
      hint: t('desk.endHint'),
      end: note => action.run({ params: { grantId: grant.id }, body: noted(note) }),
    })
}

/** Everything that one person was given in an account. */
export function useEndPerson(): (
  person: { id: string; name: string },
  where: InAccount,
  inView: InView,
) => Promise<void> {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(endPerson)
  const lookUp = useLookUp()
  return async ({ id: personId, name: person }, { accountId, account, zone }, inView) => {
    const found = await lookUp(accountId, { person: personId }, inView)
    open({
      ...found,
      title: t('account.endPersonTitle', { person }),
      hint: t('account.endPersonHint', { person, account }),
      zone,
      accountId,
      confirmLabel: t('account.endPersonNow'),
      run: note => action.run({ params: { accountId, personId }, body: noted(note) }),
    })
  }
}

/** Everything in an account, or everything of those who are no members of it. */
export function useEndAll(): (
  whom: 'everybody' | 'outsiders',
  where: InAccount,
  inView: InView,
) => Promise<void> {
  const { t } = useWords()
  const open = useEndingSheet()
  const action = useAction(endAllGrants)
  const lookUp = useLookUp()
  return async (whom, { accountId, account, zone }, inView) => {
    const found = await lookUp(accountId, { whom }, inView)
    const isAll = whom === 'everybody'
    open({
      ...found,
      title: isAll ? t('account.endAllTitle') : t('account.endOutsidersTitle'),
      hint: isAll ? t('account.endAllHint', { account }) : t('account.endOutsidersHint', { account }),
      ...(isAll ? { typed: t('account.endAllTyped') } : {}),
      zone,
      accountId,
      confirmLabel: isAll ? t('account.endAllNow') : t('account.endOutsidersNow'),
      run: note => action.run({ params: { accountId }, body: { ...noted(note), whom } }),
    })
  }
}

/** What is open to me in a shop. */
export function useGiveBack(): (open: Static<typeof OpenToMe>, onReturned?: () => void) => void {
  const { t } = useWords()
  const words = useDeskWords()
  const me = useMe()
  const sheet = useEndingSheet()
  const back = useAction(giveBack)
  return ({ resource, grants, liveEntries, zone }, onReturned) =>
    sheet({
      title: t('open.giveBackTitle', { shop: resource.name }),
      hint: `${t('open.giveBackHint')} ${t('open.giveBackTeam')}`,
      grants: grants.map(grant => ({
        id: grant.id,
        subject: words.door(grant.door),
        where: resource.name,
        until: grant.until,
      })),
      entries: liveEntries.map(entry => ({ ...entry, person: me.person, network: null })),
      zone,
      confirmLabel: t('open.giveBackNow'),
      run: async note => {
        const ending = await back.run({ params: { resourceId: resource.id }, body: noted(note) })
        onReturned?.()
        return ending
      },
    })
}

/**
 * What an ending will cut, asked for at the moment when somebody wants it: the first hundred by name, the others as
 * numbers. Ending is never kept back because this cannot be told; then it is what is in view.
 */
function useLookUp() {
  const { t } = useWords()
  return async (
    accountId: string,
    of: Which,
    inView: InView,
  ): Promise<Pick<EndingPlan, 'grants' | 'entries' | 'hasMore' | 'more'>> => {
    const params = { accountId }
    try {
      const [{ items, next }, counted] = await Promise.all([
        call(listGrants, { params, query: { state: 'live', limit: 100, ...of } }),
        call(countGrants, { params }),
      ])
      const shown = whatEnds(items, of, t('common.wholeAccount'))
      if (!next) return shown
      if (!('whom' in of)) return { ...shown, hasMore: true }
      const all = counted[of.whom]
      return {
        ...shown,
        more: {
          grants: Math.max(all.grants - shown.grants.length, 0),
          entries: Math.max(all.liveEntries - shown.entries.length, 0),
        },
      }
    } catch {
      return { ...whatEnds(inView.grants, of, t('common.wholeAccount')), hasMore: inView.hasMore }
    }
  }
}

type Which = { person: string } | { whom: 'everybody' | 'outsiders' }

/**
 * Of one person what is his by name: what his team was given stays, and whoever is inside by both stays inside. Nobody
 * is named twice who is inside through two of them.
 */
function whatEnds(grants: readonly AGrant[], of: Which, wholeAccount: string) {
  const live = grants.filter(({ state }) => state !== 'ending')
  const isHis = ({ subject }: AGrant) => !('person' in of) || subject.id === of.person
  const staying = new Set(live.filter(grant => !isHis(grant)).flatMap(entriesOf))
  const ending = live.filter(isHis)
  const entries = new Map(ending.flatMap(grant => grant.liveEntries.map(entry => [entry.id, entry] as const)))
  return {
    grants: ending.map(grant => planOf(grant, wholeAccount)),
    entries: [...entries.values()].filter(({ id }) => !staying.has(id)),
  }
}

function entriesOf({ liveEntries }: AGrant): string[] {
  return liveEntries.map(({ id }) => id)
}
