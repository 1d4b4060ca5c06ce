import { decideGiving } from '#server/access/2-decide/decide-giving.ts'
import type { Standing } from '#server/access/3-grant/giver.ts'
import { type OwnWords, sayOwnCatalogue } from '#server/access/own-permissions.ts'
import { allGroups, allPermissions, entryOf, type Permission } from '#server/access/permission.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'

export const builtInAudiences = ['employee', 'agency', 'accountant', 'club', 'support'] as const
type BuiltInAudience = (typeof builtInAudiences)[number]

/** What the provider made of somebody who is to an account what he says. */
export type OwnPreset = {
  audience: string
  permissions: readonly string[]
  /** Of an audience of his own; null: it is one of the door's, which he begins elsewhere. */
  own: { label: OwnWords; outsider: boolean } | null
}

let ownPresets: readonly OwnPreset[] = []

/** From now on this process knows these presets of the provider's, and no others that he had before. */
export function admitOwnPresets(presets: readonly OwnPreset[]): void {
  ownPresets = presets
}

const ownPresetOf = (audience: string) => ownPresets.find(one => one.audience === audience)

export function audiences(): string[] {
  const own = ownPresets.filter(one => one.own !== null).map(one => one.audience)
  return [...builtInAudiences, ...own]
}

export function isAudience(text: string): boolean {
  return audiences().includes(text)
}

/** Rights without end are for insiders. An audience that nobody knows (any more) is an outsider's. */
export function isOutsider(audience: string): boolean {
  return audience !== 'employee' && (ownPresetOf(audience)?.own?.outsider ?? true)
}

function presetOf(audience: string): readonly string[] {
  return ownPresetOf(audience)?.permissions ?? presets[audience as BuiltInAudience]
}

/** Where the boxes begin, by what somebody is to the account. */
const presets: Readonly<Record<BuiltInAudience, readonly Permission[]>> = {
  employee: [
    'profile.view',
    'contacts.view',
    'services.view',
    'services.manage',
    'services.sign-on',
    'domains.view',
    'domains.dns',
    'invoices.view',
    'quotes.view',
    'tickets.view',
    'tickets.open',
    'tickets.answer',
    'tickets.close',
    'team.view',
  ],
  agency: [
    'services.view',
    'services.manage',
    'services.sign-on',
    'domains.view',
    'domains.dns',
    'tickets.view',
    'tickets.open',
    'tickets.answer',
  ],
  accountant: ['profile.view', 'invoices.view', 'quotes.view'],
  club: ['services.view', 'domains.view', 'invoices.view', 'tickets.view', 'tickets.open', 'tickets.answer'],
  support: ['services.view', 'domains.view', 'tickets.view', 'tickets.answer'],
}

/**
 * The catalogue as somebody sees it: what he may give there now is asked of the rule that decides.
 * @param giver undefined: he may give nothing
 * @param where null: on the whole account; with the group to which it belongs
 */
export function tellCatalogue(
  giver: Standing | undefined,
  where: { scope: string | null; groupId: string | null },
  language: Language,
  now: number,
) {
  const give = (permission: Permission) => {
    if (!giver) return 'not-allowed'
    const endsAt = giver.as === 'holder' ? giver.of.endsAt : null
    const verdict = decideGiving(
      {
        giver,
        wants: {
          permissions: [permission],
          resourceId: where.scope,
          groupId: where.groupId,
          beginsAt: now,
          endsAt,
        },
      },
      { longestMs: null, endless: true },
      now,
    )
    return verdict.outcome === 'allow' ? (true as const) : verdict.because[0]!
  }
  return {
    groups: allGroups().map(name => ({
      name,
      permissions: allPermissions()
        .map(permission => ({ name: permission, ...entryOf(permission)! }))
        .filter(({ group }) => group === name)
        .map(({ name, risk }) => ({ name, risk, give: give(name) })),
    })),
    presets: audiences().map(audience => ({
      audience,
      outsider: isOutsider(audience),
      permissions: [...presetOf(audience)],
    })),
    texts: sayOwnCatalogue(language),
  }
}
