import { Button, NativeSelect, Stack, Text } from '@mantine/core'
import { useId, useState } from 'react'
import type { Static } from 'typebox'
import { listResources, type Resource } from '#contract/resources.ts'
import { useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { Note } from '../../ui/note.tsx'
import { Plates } from '../../ui/plates.tsx'
import { MakeGroup } from './make-group.tsx'
import { type ScopeDraft, toScopeId } from './scope-draft.ts'

export type AResource = Static<typeof Resource>

const kinds = ['shop', 'server', 'service', 'domain', 'department'] as const

/** The whole account, a group, or a single thing. Who has no group yet makes one here. */
export function ScopeField({
  accountId,
  draft,
  onChange,
  isTried,
}: {
  accountId: string
  draft: ScopeDraft
  onChange: (draft: ScopeDraft) => void
  /** Say what is missing. */
  isTried: boolean
}) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listResources, { params: { accountId } })
  const [isMaking, setMaking] = useState(false)
  const hintId = useId()
  const items = data?.items ?? []
  const groups = items.filter(({ kind }) => kind === 'group')
  const things = items.filter(({ kind }) => kind !== 'group')
  const option = ({ id, name }: AResource) => ({ value: id, label: name })
  const isMissing = isTried && toScopeId(draft) === undefined
  const select = {
    value: draft.id,
    onChange: (event: { currentTarget: { value: string } }) =>
      onChange({ ...draft, id: event.currentTarget.value }),
    error: isMissing ? t('rights:where.missing') : null,
    maw: 420,
  }
  const choose = { value: '', label: t('rights:where.choose') }
  return (
    <Stack>
      <Plates
        label={t('rights:where.label')}
        value={draft.in}
        onChange={where => onChange({ in: where, id: '' })}
        plates={[
          { value: 'account', title: t('rights:where.account'), hint: t('rights:where.accountHint') },
          { value: 'group', title: t('rights:where.group'), hint: t('rights:where.groupHint') },
          { value: 'one', title: t('rights:where.one'), hint: t('rights:where.oneHint') },
        ]}
      />
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {draft.in === 'one' && data ? (
        things.length === 0 ? (
          <Note>{t('rights:where.noOne')}</Note>
        ) : (
          <NativeSelect
            {...select}
            label={t('rights:where.chooseOne')}
            data={[
              choose,
              ...kinds
                .map(kind => ({
                  group: t(`rights:where.kind.${kind}`),
                  items: things.filter(thing => thing.kind === kind).map(option),
                }))
                .filter(group => group.items.length > 0),
            ]}
          />
        )
      ) : null}
      {draft.in === 'group' && data ? (
        <>
          {groups.length > 0 ? (
            <NativeSelect
              {...select}
              label={t('rights:where.chooseGroup')}
              data={[choose, ...groups.map(option)]}
            />
          ) : (
            <Text id={hintId}>{t('rights:where.noGroup')}</Text>
          )}
          {isMaking ? (
            <MakeGroup
              accountId={accountId}
              things={things}
              onMade={group => {
                setMaking(false)
                onChange({ in: 'group', id: group.id })
              }}
              onCancel={() => setMaking(false)}
            />
          ) : (
            <div>
              <Button
                variant="default"
                onClick={() => setMaking(true)}
                {...(groups.length === 0 ? { 'aria-describedby': hintId } : {})}
              >
                {t('rights:where.makeGroup')}
              </Button>
              {isMissing && groups.length === 0 ? (
                <Text role="alert" size="sm" className="bad" mt={4}>
                  {t('rights:where.missing')}
                </Text>
              ) : null}
            </div>
          )}
        </>
      ) : null}
    </Stack>
  )
}
