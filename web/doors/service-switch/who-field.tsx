import { Text } from '@mantine/core'
import type { Static } from 'typebox'
import type { Switch, WhoMayEnter } from '#contract/service-switch.ts'
import { useWords } from '../../language.ts'
import { CheckPlates, Plates } from '../../ui/plates.tsx'

export type WhoDraft = { kind: 'team' | 'named'; people: string[] }

/** As the desk wants it; null when nobody is named. */
export function toWho(draft: WhoDraft): Static<typeof WhoMayEnter> | null {
  if (draft.kind === 'team') return { kind: 'team' }
  return draft.people.length === 0 ? null : { kind: 'named', people: draft.people }
}

/** Who may enter: the whole support team, or people of it by name. */
export function WhoField({
  draft,
  onChange,
  team,
  isMissing = false,
}: {
  draft: WhoDraft
  onChange: (draft: WhoDraft) => void
  team: Static<typeof Switch>['supportTeam']
  isMissing?: boolean
}) {
  const { t } = useWords()
  return (
    <div>
      <Plates
        label={t('service-switch:switch.who')}
        value={draft.kind}
        onChange={kind => onChange({ ...draft, kind })}
        plates={[
          {
            value: 'team',
            title: t('service-switch:switch.whoTeam', { team: team.name }),
            hint: t('service-switch:switch.whoTeamPeople', { count: team.people.length }),
          },
          { value: 'named', title: t('service-switch:switch.whoNamed'), disabled: team.people.length === 0 },
        ]}
      />
      {team.people.length === 0 ? (
        <Text size="sm" c="dimmed" mt={4}>
          {t('service-switch:switch.noPeople')}
        </Text>
      ) : null}
      {draft.kind === 'named' ? (
        <div
          style={{ marginTop: '0.75rem' }}
          {...(isMissing && draft.people.length === 0 ? { 'data-wrong': true } : {})}
        >
          <CheckPlates
            label={t('service-switch:switch.whoNamed')}
            values={draft.people}
            onChange={people => onChange({ ...draft, people })}
            plates={team.people.map(({ id, name }) => ({ value: id, title: name }))}
          />
        </div>
      ) : null}
      {isMissing && draft.kind === 'named' && draft.people.length === 0 ? (
        <Text className="bad" size="sm" mt={4} role="alert">
          {t('service-switch:switch.whoNamedMissing')}
        </Text>
      ) : null}
    </div>
  )
}
