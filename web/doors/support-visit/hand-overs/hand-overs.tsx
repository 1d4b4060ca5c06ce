import { Button, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { listHandOvers, listMyHandOvers } from '#contract/hand-overs.ts'
import { useZone } from '../../../api/me.ts'
import { liveEveryMs, useAnswer } from '../../../api/use-api.ts'
import { MayButton } from '../../../desk/may-button.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { Note } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { GiveForm } from './give-form.tsx'
import { KeepForm } from './keep-form.tsx'
import { OwnersItem } from './owners-item.tsx'
import { VisitorsItem } from './visitors-item.tsx'
import './hand-overs.css'

/** The owner's view of a grant: what he has put down for the visitor, what was seen, and what he has to change afterwards. */
export function HandOvers({ accountId, grantId }: { accountId: string; grantId: string }) {
  const { t } = useWords()
  const zone = useZone(accountId)
  const params = { accountId, grantId }
  const { data, error, refetch } = useAnswer(listHandOvers, { params }, { everyMs: liveEveryMs })
  const [isAdding, setAdding] = useState(false)
  const [said, setSaid] = useState<'saved' | 'withdrawn' | null>(null)
  return (
    <Section title={t('hand-overs:title')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      <div role="status">{said ? <Note tone="good">{t(`hand-overs:${said}`)}</Note> : null}</div>
      {data ? (
        <Stack>
          <Text c="dimmed">
            {data.visitor ? t('hand-overs:what', { person: data.visitor.name }) : t('hand-overs:whatNobody')}
          </Text>
          {data.items.length === 0 ? (
            <div className="card">
              <Text fw={600}>{t('hand-overs:none')}</Text>
              <Text c="dimmed">{t('hand-overs:noneHint')}</Text>
            </div>
          ) : (
            data.items.map(item => (
              <OwnersItem key={item.id} item={item} params={params} zone={zone} onSaid={setSaid} />
            ))
          )}
          <MayButton
            can={data.can.handOver}
            onClick={() => {
              setSaid(null)
              setAdding(true)
            }}
          >
            {t('hand-overs:add')}
          </MayButton>
          <Sheet
            title={t('hand-overs:addTitle')}
            isOpen={isAdding}
            onClose={() => setAdding(false)}
            closeLabel={t('common.close')}
          >
            <KeepForm
              params={params}
              onCancel={() => setAdding(false)}
              onSaved={() => {
                setAdding(false)
                setSaid('saved')
              }}
            />
          </Sheet>
        </Stack>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={120} />
      )}
    </Section>
  )
}

/** The visitor's view: what was put down for him, to be looked at, and what he gives the owner. */
export function MyHandOvers({ grantId }: { grantId: string }) {
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(
    listMyHandOvers,
    { params: { grantId } },
    { everyMs: liveEveryMs },
  )
  const [isGiving, setGiving] = useState(false)
  return (
    <Section title={t('hand-overs:mine')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data && !error ? (
        <Stack>
          <Text c="dimmed">{t('hand-overs:mineWhat')}</Text>
          {data.items.length === 0 ? (
            <div className="card">
              <Text fw={600}>{t('hand-overs:mineNone')}</Text>
              <Text c="dimmed">{t('hand-overs:mineNoneHint')}</Text>
            </div>
          ) : (
            data.items.map(item => <VisitorsItem key={item.id} item={item} grantId={grantId} />)
          )}
          <div>
            <Button variant="default" onClick={() => setGiving(true)}>
              {t('hand-overs:give')}
            </Button>
          </div>
          <Sheet
            title={t('hand-overs:giveTitle')}
            isOpen={isGiving}
            onClose={() => setGiving(false)}
            closeLabel={t('common.close')}
          >
            <GiveForm grantId={grantId} onCancel={() => setGiving(false)} onSaved={() => setGiving(false)} />
          </Sheet>
        </Stack>
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={120} />
      )}
    </Section>
  )
}
