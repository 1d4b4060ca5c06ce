import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import { confirmRotation, type listHandOvers, withdrawHandOver } from '#contract/hand-overs.ts'
import { useAction } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note, Tag } from '../../../ui/note.tsx'
import { Sheet } from '../../../ui/sheet.tsx'
import { isKind, KeepForm } from './keep-form.tsx'

type Item = AnswerOf<typeof listHandOvers>['items'][number]

/** One thing as the owner sees it: never its value, only what became of it. */
export function OwnersItem({
  item,
  params,
  zone,
  onSaid,
}: {
  item: Item
  params: { accountId: string; grantId: string }
  zone: string
  onSaid: (said: 'saved' | 'withdrawn' | null) => void
}) {
  const { t } = useWords()
  const withdraw = useAction(withdrawHandOver)
  const confirm = useAction(confirmRotation)
  const [isReplacing, setReplacing] = useState(false)
  const what = nameOf(item, t(`hand-overs:kinds.${item.kind}`))
  const one = { params: { ...params, handOverId: item.id } }
  return (
    <Stack className="card" gap="xs">
      <Text fw={600} component="h3">
        {what}
      </Text>
      <WhatBecame item={item} zone={zone} />
      {item.given ? (
        <>
          <span className="hash" style={{ whiteSpace: 'pre-wrap' }}>
            {item.given}
          </span>
          <div>
            <CopyButton text={item.given} label={t('hand-overs:copyGiven')} />
          </div>
        </>
      ) : null}
      {item.rotation === 'due' ? (
        <Note tone="bad">
          <Text fw={600}>{t('hand-overs:due')}</Text>
          <Text>{t('hand-overs:dueWhat')}</Text>
          {item.can.confirmRotation === true ? (
            <Button
              mt="xs"
              loading={confirm.isRunning}
              aria-label={t('hand-overs:confirmOf', { what })}
              onClick={() => void confirm.run({ ...one, body: {} }).catch(() => {})}
            >
              {t('hand-overs:confirm')}
            </Button>
          ) : null}
        </Note>
      ) : null}
      <ProblemNote problem={withdraw.problem ?? confirm.problem} />
      <Group>
        {item.can.replace === true ? (
          <Button
            variant="default"
            size="sm"
            aria-label={t('hand-overs:replaceOf', { what })}
            onClick={() => {
              onSaid(null)
              setReplacing(true)
            }}
          >
            {t('hand-overs:replace')}
          </Button>
        ) : null}
        {item.can.withdraw === true ? (
          <Button
            variant="outline"
            color="danger"
            size="sm"
            loading={withdraw.isRunning}
            aria-label={t('hand-overs:withdrawOf', { what })}
            onClick={() =>
              void withdraw.run(one).then(
                () => onSaid('withdrawn'),
                () => {},
              )
            }
          >
            {t('hand-overs:withdraw')}
          </Button>
        ) : null}
      </Group>
      {isKind(item.kind) ? (
        <Sheet
          title={t('hand-overs:replaceOf', { what })}
          isOpen={isReplacing}
          onClose={() => setReplacing(false)}
          closeLabel={t('common.close')}
        >
          <KeepForm
            params={params}
            replaces={{ id: item.id, kind: item.kind }}
            onCancel={() => setReplacing(false)}
            onSaved={() => {
              setReplacing(false)
              onSaid('saved')
            }}
          />
        </Sheet>
      ) : null}
    </Stack>
  )
}

function WhatBecame({ item, zone }: { item: Item; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  const { from, by, seen, over, left, kind } = item
  const at = say.instant(item.at)
  return (
    <>
      <Text size="sm" c="dimmed">
        {from === 'connector'
          ? t('hand-overs:made', { at })
          : t(from === 'visitor' ? 'hand-overs:given' : 'hand-overs:kept', { by: by?.name ?? '', at })}
      </Text>
      {from === 'visitor' ? null : (
        <div>
          {seen ? (
            <Tag tone="open">
              {t('hand-overs:seen', { count: seen.times, by: seen.by.name, at: say.instant(seen.lastAt) })}
            </Tag>
          ) : (
            <Tag>{t('hand-overs:notSeen')}</Tag>
          )}
        </div>
      )}
      {left !== null && !over ? <Text size="sm">{t('hand-overs:left', { count: left })}</Text> : null}
      {over ? (
        <Text size="sm" c="dimmed">
          {kind === 'account'
            ? t('hand-overs:overMade', { at: say.instant(over.at) })
            : t(`hand-overs:over.${over.because}`, { at: say.instant(over.at) })}
        </Text>
      ) : null}
      {item.rotatedAt ? (
        <div>
          <Tag tone="good">{t('hand-overs:done', { at: say.instant(item.rotatedAt) })}</Tag>
        </div>
      ) : null}
    </>
  )
}

/** What people call it, and what it is. */
export function nameOf({ label }: { label: string | null }, kind: string): string {
  return label ? `${kind} – ${label}` : kind
}
