import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { listPanels, withdrawPanelKey } from '#contract/panels.ts'
import { useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { NothingHerePage } from '../../shell/edge-pages.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { KeyIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { Confirmation } from '../settings/confirmation.tsx'
import { type Making, PanelKeySheet } from './panel-key.tsx'
import { PanelSheet } from './panel-sign-on.tsx'

export type Panel = AnswerOf<typeof listPanels>['items'][number]
type Key = Panel['keys'][number]

/** The provider's own panels: by which keys they ask what somebody may do. */
export function PanelsPage() {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(listPanels, {})
  const withdraw = useAction(withdrawPanelKey)
  const [making, setMaking] = useState<Making | null>(null)
  const [leaving, setLeaving] = useState<{ panel: Panel; panelKey: Key } | null>(null)
  const [changing, setChanging] = useState<Panel | null>(null)
  const [done, setDone] = useState<string | null>(null)
  if (error?.code === 'not-found') return <NothingHerePage />
  const begin = (next: Making) => {
    setDone(null)
    setMaking(next)
  }
  const withdrawNow = ({ panel, panelKey }: { panel: Panel; panelKey: Key }) =>
    withdraw.run({ params: { panelId: panel.id, keyId: panelKey.id } }).then(
      () => {
        setLeaving(null)
        setDone(t('panels:withdrawn', { name: panel.name, tail: panelKey.tail }))
      },
      () => {},
    )
  const add = <Button onClick={() => begin({ what: 'panel' })}>{t('panels:add')}</Button>
  return (
    <Page title={t('panels:title')} below={t('panels:hint')}>
      <PanelKeySheet
        making={making}
        onClose={() => setMaking(null)}
        onStored={name => {
          setDone(t(making?.what === 'key' ? 'panels:made' : 'panels:added', { name }))
          setMaking(null)
        }}
      />
      <PanelSheet
        panel={changing}
        onClose={() => setChanging(null)}
        onSaved={name => {
          setChanging(null)
          setDone(t('panels:changed', { name }))
        }}
      />
      <Confirmation
        title={t('panels:withdrawTitle', { name: leaving?.panel.name ?? '' })}
        consequences={[t('panels:withdrawHint'), t('panels:withdrawFinal')]}
        confirmLabel={t('panels:withdrawNow')}
        isOpen={leaving !== null}
        isRunning={withdraw.isRunning}
        problem={withdraw.problem}
        onConfirm={() => leaving && void withdrawNow(leaving)}
        onCancel={() => setLeaving(null)}
      />
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {/* After the dialogues, so that they have closed before this takes the focus. */}
      {done ? (
        <Note tone="good" live="status" takesFocus>
          {done}
        </Note>
      ) : null}
      {data ? (
        data.items.length > 0 ? (
          <>
            {data.items.map(panel => (
              <PanelCard
                key={panel.id}
                panel={panel}
                onNewKey={() => begin({ what: 'key', panel })}
                onChange={() => {
                  setDone(null)
                  setChanging(panel)
                }}
                onWithdraw={panelKey => {
                  setDone(null)
                  withdraw.forget()
                  setLeaving({ panel, panelKey })
                }}
              />
            ))}
            <Group>{add}</Group>
            <Address />
          </>
        ) : (
          <Empty title={t('panels:none')} hint={t('panels:noneHint')}>
            {add}
          </Empty>
        )
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={180} />
      )}
    </Page>
  )
}

function PanelCard({
  panel,
  onNewKey,
  onChange,
  onWithdraw,
}: {
  panel: Panel
  onNewKey: () => void
  onChange: () => void
  onWithdraw: (panelKey: Key) => void
}) {
  const { t } = useWords()
  const { name } = panel
  return (
    <Stack component="section" className="card" gap="sm">
      <Group justify="space-between" gap="xs">
        <Title order={2} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Title>
        <Group gap="xs">
          <Button size="xs" variant="default" aria-label={t('panels:changeOf', { name })} onClick={onChange}>
            {t('panels:change')}
          </Button>
          <Button size="xs" variant="default" aria-label={t('panels:keyNewOf', { name })} onClick={onNewKey}>
            {t('panels:keyNew')}
          </Button>
        </Group>
      </Group>
      <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {panel.signOn ? t('panels:signsOnAt', { address: panel.signOn }) : t('panels:signsOnNowhere')}
      </Text>
      {panel.keys.length === 0 ? <Text c="dimmed">{t('panels:noKey')}</Text> : null}
      <ul className="plain-list rows">
        {panel.keys.map(panelKey => (
          <li key={panelKey.id} className="row">
            <KeyRow panelKey={panelKey} name={name} onWithdraw={() => onWithdraw(panelKey)} />
          </li>
        ))}
      </ul>
    </Stack>
  )
}

function KeyRow({ panelKey, name, onWithdraw }: { panelKey: Key; name: string; onWithdraw: () => void }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  const { tail, madeBy, lastUsedAt } = panelKey
  return (
    <>
      <KeyIcon size={18} />
      <div className="row-words">
        <Text>{t('panels:tail', { tail })}</Text>
        <Text size="sm" c="dimmed">
          {[
            t('panels:keyMade', { at: say.exact(panelKey.madeAt) }),
            ...(madeBy ? [t('panels:by', { by: madeBy.name })] : []),
          ].join(' ')}
          {' · '}
          {lastUsedAt ? t('panels:used', { at: say.relative(lastUsedAt) }) : t('panels:unused')}
        </Text>
      </div>
      <Button
        size="xs"
        variant="outline"
        color="danger"
        aria-label={t('panels:withdrawOf', { name, tail })}
        onClick={onWithdraw}
      >
        {t('panels:withdraw')}
      </Button>
    </>
  )
}

/** What a panel needs beside its key. */
function Address() {
  const { t } = useWords()
  return (
    <Stack gap="xs">
      <Title order={2}>{t('panels:address')}</Title>
      <pre className="code code-whole">{location.origin}</pre>
      <Group>
        <CopyButton text={location.origin} label={t('panels:addressCopy')} />
      </Group>
    </Stack>
  )
}
