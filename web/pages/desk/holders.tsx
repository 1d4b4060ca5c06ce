import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { finishHolderChange, listHolderChanges, refuseHolderChange } from '#contract/holders.ts'
import { useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { ReasonField } from '../../desk/reason-field.tsx'
import { useWords } from '../../language.ts'
import { NothingHerePage } from '../../shell/edge-pages.tsx'
import { deskNow } from '../../ui/clock.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note, Tag } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Plates } from '../../ui/plates.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { Faults } from '../domains/faults.tsx'
import { RegistrantFacts } from '../domains/registrant-facts.tsx'

type AChange = AnswerOf<typeof listHolderChanges>['items'][number]

/** Domains that are to get another holder: what the provider does, or refuses. */
export function DeskHoldersPage() {
  const { t } = useWords()
  const [state, setState] = useState<'at-provider' | 'all'>('at-provider')
  const { data, error, refetch } = useAnswer(
    listHolderChanges,
    { query: { state } },
    { everyMs: 30_000, keep: true },
  )
  const [refusing, setRefusing] = useState<AChange | null>(null)
  const [done, setDone] = useState<string | null>(null)
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page title={t('holders:deskTitle')} below={t('holders:deskHint')}>
      <Sheet
        isOpen={refusing !== null}
        onClose={() => setRefusing(null)}
        closeLabel={t('common.close')}
        title={t('holders:refuseTitle', { name: refusing?.change.domain?.name ?? '' })}
      >
        {refusing ? (
          <Refuse
            item={refusing}
            onRefused={() => {
              setDone(t('holders:refused', { name: refusing.change.domain?.name ?? '' }))
              setRefusing(null)
            }}
            onCancel={() => setRefusing(null)}
          />
        ) : null}
      </Sheet>
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      <Plates
        label={t('holders:deskWhich')}
        isCompact
        value={state}
        onChange={setState}
        plates={[
          { value: 'at-provider', title: t('holders:deskWaiting') },
          { value: 'all', title: t('holders:deskAll') },
        ]}
      />
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {!data && !error ? <Waiting label={t('common.loading')} cards={1} height={320} /> : null}
      {data?.items.length === 0 ? (
        <Empty title={t('holders:deskNone')} hint={t('holders:deskNoneHint')} />
      ) : null}
      {data?.items.map(item => (
        <ChangeCard
          key={item.change.id}
          item={item}
          onDone={() => setDone(t('holders:finished', { name: item.change.domain?.name ?? '' }))}
          onRefuse={() => {
            setDone(null)
            setRefusing(item)
          }}
        />
      ))}
    </Page>
  )
}

function ChangeCard({ item, onDone, onRefuse }: { item: AChange; onDone: () => void; onRefuse: () => void }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const { change, account, old, next, epp, answer } = item
  const name = change.domain?.name ?? ''
  return (
    <Stack component="section" className="card" gap="sm">
      <Group gap="xs">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Title>
        <Tag tone={change.state === 'at-provider' ? 'open' : 'plain'}>
          {t(`holders:state.${change.state}`)}
        </Tag>
      </Group>
      <Text c="dimmed">
        {t('holders:deskAsked', {
          account: account.name,
          by: change.askedBy.name,
          at: say.instant(change.askedAt),
        })}
      </Text>
      {change.note ? <Text>{t('holders:deskNote', { note: change.note })}</Text> : null}
      {answer ? (
        <Text>
          {[
            t('holders:deskAnswered', { by: answer.by?.name ?? '', at: say.instant(answer.at) }),
            ...(answer.note ? [answer.note] : []),
            ...(answer.cost ? [t('holders:deskCost', { cost: answer.cost })] : []),
            ...(answer.doneOn ? [t('holders:deskDoneOn', { day: answer.doneOn })] : []),
          ].join(' ')}
        </Text>
      ) : null}
      <Side title={t('holders:deskOld')} registrant={old} />
      <Side title={t('holders:deskNew')} registrant={next} />
      {epp ? <Epp epp={epp} name={name} /> : null}
      {change.state === 'at-provider' ? <Finish item={item} onDone={onDone} onRefuse={onRefuse} /> : null}
    </Stack>
  )
}

function Side({ title, registrant }: { title: string; registrant: AChange['old'] }) {
  const { t } = useWords()
  return (
    <div>
      <Title order={3}>{title}</Title>
      {registrant ? (
        <RegistrantFacts registrant={registrant} />
      ) : (
        <Text c="dimmed">{t('holders:noHolder')}</Text>
      )}
      {registrant && registrant.faults.length > 0 ? <Faults faults={registrant.faults} /> : null}
    </div>
  )
}

function Epp({ epp, name }: { epp: string; name: string }) {
  const { t } = useWords()
  return (
    <details>
      <summary>{t('holders:epp')}</summary>
      <Stack gap="xs" mt="xs">
        <Text size="sm" c="dimmed">
          {t('holders:xmlHint')}
        </Text>
        {/* It scrolls, so whoever works by keyboard must be able to get into it. */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1) */}
        <pre className="code code-whole" tabIndex={0}>
          {epp}
        </pre>
        <Group>
          <CopyButton text={epp} label={t('holders:xmlCopy')} />
          <Button
            component="a"
            size="sm"
            variant="default"
            href={`data:application/epp+xml;charset=utf-8,${encodeURIComponent(epp)}`}
            download={`${name}.xml`}
          >
            {t('holders:xmlLoad')}
          </Button>
        </Group>
      </Stack>
    </details>
  )
}

function Finish({ item, onDone, onRefuse }: { item: AChange; onDone: () => void; onRefuse: () => void }) {
  const { t } = useWords()
  const action = useAction(finishHolderChange)
  const [cost, setCost] = useState('')
  const [day, setDay] = useState(() => new Date(deskNow()).toISOString().slice(0, 10))
  const [isChecked, setChecked] = useState(false)
  const name = item.change.domain?.name ?? ''
  const isMissing = !/^\d{4}-\d{2}-\d{2}$/.test(day)
  const finish = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (isMissing) return showFirstWrong(event.currentTarget)
    void action
      .run({
        params: { changeId: item.change.id },
        body: { doneOn: day, ...(cost.trim() === '' ? {} : { cost: cost.trim() }) },
      })
      .then(onDone, () => {})
  }
  return (
    <form onSubmit={finish} noValidate>
      <Stack gap="sm">
        <Group align="flex-start">
          <TextInput
            label={`${t('holders:cost')} (${t('common.optional')})`}
            value={cost}
            maxLength={100}
            onChange={event => setCost(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('holders:doneOn')}
            value={day}
            onChange={event => setDay(event.currentTarget.value)}
            error={isChecked && isMissing ? t('holders:doneOnMissing') : null}
          />
        </Group>
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning} aria-label={t('holders:finishOf', { name })}>
            {t('holders:finish')}
          </Button>
          <Button
            variant="outline"
            color="danger"
            aria-label={t('holders:refuseOf', { name })}
            onClick={onRefuse}
            disabled={action.isRunning}
          >
            {t('holders:refuse')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function Refuse({
  item,
  onRefused,
  onCancel,
}: {
  item: AChange
  onRefused: () => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const action = useAction(refuseHolderChange)
  const [note, setNote] = useState('')
  const [isChecked, setChecked] = useState(false)
  const isMissing = note.trim() === ''
  const refuse = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    if (isMissing) return showFirstWrong(event.currentTarget)
    void action
      .run({ params: { changeId: item.change.id }, body: { note: note.trim() } })
      .then(onRefused, () => {})
  }
  return (
    <form onSubmit={refuse} noValidate>
      <Stack>
        <Text>{t('holders:refuseHint')}</Text>
        <ReasonField
          label={t('holders:refuseWhy')}
          value={note}
          onChange={setNote}
          isRequired
          problem={isChecked && isMissing ? t('holders:refuseWhyMissing') : null}
        />
        <ProblemNote problem={action.problem} />
        <FormEnd submit={t('holders:refuseNow')} isRunning={action.isRunning} onCancel={onCancel} />
      </Stack>
    </form>
  )
}
