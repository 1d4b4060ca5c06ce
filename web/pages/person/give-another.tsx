import { Stack, Text } from '@mantine/core'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { giveRights } from '#contract/rights.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { deskNow, useNow } from '../../ui/clock.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { Plates } from '../../ui/plates.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { BoxMatrix } from './box-matrix.tsx'
import {
  type AnAssignment,
  type AnAudience,
  audiencesOf,
  type Catalogue,
  inOrder,
  isOutsider,
  takePreset,
} from './boxes.ts'
import { type EndDraft, toEnd, usualEnd } from './end-draft.ts'
import { EndField } from './end-field.tsx'
import { usePermissionWords } from './permission-words.ts'
import { type ScopeDraft, toScopeId } from './scope-draft.ts'
import { ScopeField } from './scope-field.tsx'
import { usePreview, WillBe, type Wish } from './will-be.tsx'

/** Rights on another scope, for somebody who is known here. */
export function GiveAnother({
  accountId,
  person,
  catalogue,
  zone,
  onGiven,
  onCancel,
}: {
  accountId: string
  person: { id: string; name: string }
  catalogue: Catalogue
  zone: string
  onGiven: (assignment: AnAssignment) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const words = usePermissionWords()
  const action = useAction(giveRights)
  const [audience, setAudience] = useState<AnAudience>('agency')
  const [scope, setScope] = useState<ScopeDraft>({ in: 'one', id: '' })
  const [chosen, setChosen] = useState<readonly string[]>(
    () => takePreset(catalogue, 'agency', []).permissions,
  )
  const [end, setEnd] = useState<EndDraft>(() => usualEnd('agency'))
  const [isTried, setTried] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.querySelector('input')?.focus(), [])

  const mustSayWhy = end.choice === 'endless' ? t('rights:until.reasonEndless') : null
  const wish = (now: number): Wish | null => {
    const scopeId = toScopeId(scope)
    const until = toEnd(end, now, zone)
    const reason = end.reason.trim()
    if (scopeId === undefined || until === undefined || chosen.length === 0) return null
    if (mustSayWhy !== null && reason === '') return null
    return {
      audience,
      scopeId,
      permissions: inOrder(catalogue, chosen),
      until,
      ...(reason ? { reason } : {}),
    }
  }
  const preview = usePreview(accountId, wish(useNow(60_000)))
  const choose = (next: AnAudience) => {
    setAudience(next)
    setChosen(takePreset(catalogue, next, []).permissions)
    setEnd({ ...usualEnd(next), reason: end.reason })
  }
  const give = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    const body = wish(deskNow())
    if (!body) return showFirstWrong(event.currentTarget)
    await action
      .run({ params: { accountId }, body: { personId: person.id, ...body } })
      .then(onGiven, () => {})
  }
  return (
    <form ref={form} onSubmit={event => void give(event)} noValidate>
      <Stack className="card">
        <ScopeField accountId={accountId} draft={scope} onChange={setScope} isTried={isTried} />
        <Plates
          label={t('rights:audienceLabel')}
          value={audience}
          onChange={choose}
          plates={audiencesOf(catalogue).map(value => ({
            value,
            title: words.audience(value),
            hint: words.audienceHint(value),
          }))}
        />
        <EndField
          isOutsider={isOutsider(catalogue, audience)}
          draft={end}
          onChange={setEnd}
          zone={zone}
          mustSayWhy={mustSayWhy}
          isTried={isTried}
        />
        <BoxMatrix
          catalogue={catalogue}
          name={person.name}
          caption={t('rights:give.title')}
          before={[]}
          chosen={chosen}
          onChange={setChosen}
          marks={takePreset(catalogue, audience, []).permissions}
          audience={audience}
        />
        {isTried && chosen.length === 0 ? (
          <Text role="alert" className="bad">
            {t('rights:give.none')}
          </Text>
        ) : null}
        <WillBe accountId={accountId} catalogue={catalogue} name={person.name} preview={preview} />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('rights:give.save')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
