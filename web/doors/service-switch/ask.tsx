import { Button, Group, Stack, Text } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { consolePaths } from '#contract/paths.ts'
import { askForAccess, readShop } from '#contract/service-switch.ts'
import { useMe, useZone } from '../../api/me.ts'
import { useAction, useAnswer } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { CaseNumberField, ReasonField } from '../../desk/reason-field.tsx'
import type { ARequest } from '../../desk/request-card.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Plates } from '../../ui/plates.tsx'
import { showFirstWrong } from '../../ui/show-first-wrong.ts'
import { Waiting } from '../../ui/waiting.tsx'
import { FindShopField, type FoundShop } from './find-shop-field.tsx'
import { type RightDraft, RightField } from './right-field.tsx'
import { toUntil, type UntilDraft } from './until.ts'
import { UntilField } from './until-field.tsx'

/** Asks an owner for access: which shop, a reason per right, how long. */
export function AskPage() {
  const { t } = useWords()
  const { shop } = useSearch({ from: patterns.ask })
  const [sent, setSent] = useState<ARequest | null>(null)
  return (
    <Page title={t('service-switch:ask.title')} below={sent ? undefined : t('service-switch:ask.hint')}>
      {sent ? (
        <Sent request={sent} onAnother={() => setSent(null)} />
      ) : (
        <AskForm shopId={shop} onSent={setSent} />
      )}
    </Page>
  )
}

function AskForm({ shopId, onSent }: { shopId: string | undefined; onSent: (request: ARequest) => void }) {
  const { t } = useWords()
  const action = useAction(askForAccess)
  const [chosenId, setChosenId] = useState(shopId ?? null)
  const [found, setFound] = useState<FoundShop | null>(null)
  const shop = useAnswer(readShop, { params: { resourceId: chosenId ?? '' } }, { enabled: chosenId !== null })
  // A link may lead to a shop that is gone: then there is a shop to look for.
  const chosen = chosenId === null || shop.error ? null : (shop.data ?? found)
  const deviceZone = useZone()
  const zone = (chosen && shop.data?.zone) ?? deviceZone
  const [view, setView] = useState<RightDraft>({ isWanted: true, reason: '' })
  const [operate, setOperate] = useState<RightDraft>({ isWanted: false, reason: '' })
  const [until, setUntil] = useState<UntilDraft>({ choice: 'three-working-days', local: '' })
  const [forWhom, setForWhom] = useState<'team' | 'me'>('team')
  const [caseNumber, setCaseNumber] = useState('')
  const [message, setMessage] = useState('')
  const [isMissing, setMissing] = useState(false)

  const wants = [
    ...(view.isWanted ? [{ permission: 'shop.view' as const, reason: view.reason.trim() }] : []),
    ...(operate.isWanted ? [{ permission: 'shop.operate' as const, reason: operate.reason.trim() }] : []),
  ]
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const how = toUntil(until, zone)
    const isComplete = chosen && how && wants.length > 0 && wants.every(({ reason }) => reason !== '')
    setMissing(!isComplete)
    if (!isComplete) return showFirstWrong(event.currentTarget)
    const body = {
      shopId: chosen.shop.id,
      wants,
      until: how,
      forWhom,
      ...(caseNumber.trim() ? { caseNumber: caseNumber.trim() } : {}),
      ...(message.trim() ? { message: message.trim() } : {}),
    }
    // What went wrong stands above the button; the action keeps it, and the form keeps what was typed.
    await action.run({ body }).then(onSent, () => {})
  }
  return (
    <form onSubmit={event => void send(event)} noValidate>
      <Stack className="card" gap="xl">
        <Section title={t('service-switch:ask.shop')}>
          <ProblemNote problem={shop.error} onAgain={() => void shop.refetch()} />
          {chosenId !== null && !chosen && shop.isLoading ? (
            <Waiting label={t('common.loading')} cards={1} height={72} />
          ) : (
            <FindShopField
              chosen={chosen}
              onChoose={next => {
                setFound(next)
                setChosenId(next?.shop.id ?? null)
              }}
              isMissing={isMissing && !chosen}
            />
          )}
          {chosen && shop.data?.hasEntrance === false ? <NoEntrance shop={chosen.shop.name} /> : null}
        </Section>
        <Section title={t('service-switch:ask.rights')}>
          <RightField right="view" draft={view} onChange={setView} isMissing={isMissing} />
          <RightField right="operate" draft={operate} onChange={setOperate} isMissing={isMissing} />
          {isMissing && wants.length === 0 ? (
            <Text className="bad" role="alert">
              {t('right.missing')}
            </Text>
          ) : null}
        </Section>
        <div>
          <UntilField draft={until} onChange={setUntil} zone={zone} presets={null} isMissing={isMissing} />
          <Text size="sm" c="dimmed" mt="xs">
            {t('service-switch:ask.untilHint')}
          </Text>
        </div>
        <Plates
          label={t('service-switch:ask.forWhom')}
          value={forWhom}
          onChange={setForWhom}
          plates={[
            { value: 'team', title: t('service-switch:ask.forTeam') },
            { value: 'me', title: t('service-switch:ask.forMe') },
          ]}
        />
        <CaseNumberField
          label={t('service-switch:ask.caseNumber')}
          value={caseNumber}
          onChange={setCaseNumber}
        />
        <ReasonField
          label={t('service-switch:ask.message')}
          hint={t('service-switch:ask.messageHint')}
          value={message}
          onChange={setMessage}
          most={2000}
        />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button type="submit" loading={action.isRunning}>
            {t('service-switch:ask.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Asking works without a door, entering does not: whoever asks should know it before the owner has said yes. */
function NoEntrance({ shop }: { shop: string }) {
  const { t } = useWords()
  const isDesk = useMe().provider.desk
  return (
    <Note tone="open">
      <Text>{t('service-switch:ask.noEntrance')}</Text>
      {isDesk ? (
        <Link to={patterns.deskAccounts} search={{ search: shop.slice(0, 100) }} className="warm">
          {t('service-switch:ask.toEntrance')}
        </Link>
      ) : null}
    </Note>
  )
}

function Sent({ request, onAnother }: { request: ARequest; onAnother: () => void }) {
  const { t } = useWords()
  const say = useSaying(useZone())
  return (
    <Stack>
      <Note tone="good" live="status" takesFocus>
        <Text fw={650}>{t('service-switch:ask.sent')}</Text>
        <Text>
          {t('service-switch:ask.sentHint', {
            account: request.account.name,
            at: say.instant(request.lapsesAt),
          })}
        </Text>
      </Note>
      <Group>
        <LinkButton to={consolePaths.deskRequests()}>{t('service-switch:ask.toRequests')}</LinkButton>
        <Button variant="default" onClick={onAnother}>
          {t('service-switch:ask.another')}
        </Button>
      </Group>
    </Stack>
  )
}
