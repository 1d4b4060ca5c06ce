import { Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Static } from 'typebox'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { PlatformName, readVisitChoices, VisitPermission, VisitWay } from '#contract/visits.ts'
import { ReasonField } from '../../../desk/reason-field.tsx'
import { useWords } from '../../../language.ts'
import { Plates } from '../../../ui/plates.tsx'
import { showFirstWrong } from '../../../ui/show-first-wrong.ts'
import { type RightDraft, RightField } from '../../service-switch/right-field.tsx'
import { firstUntil, toUntil } from '../../service-switch/until.ts'
import { UntilField } from '../../service-switch/until-field.tsx'
import { ServerRightField, serverRights } from './server-right-field.tsx'

type Choices = Pick<AnswerOf<typeof readVisitChoices>, 'platforms' | 'targets' | 'terms'>
type APlatform = Static<typeof PlatformName>
type AWay = Static<typeof VisitWay>
const ways: readonly AWay[] = ['certificate', 'key-line', 'ssh-door', 'password']

export type VisitDraft = {
  resourceId: string
  platform: APlatform
  platformName?: string
  purpose: string
  rights: { right: Static<typeof VisitPermission>; reason: string }[]
  platformRights?: { right: string; reason: string }[]
  until: NonNullable<ReturnType<typeof toUntil>>
  way?: AWay
  caseNumber: string
}

/** What there is to say of a visit, whoever begins it. */
export function VisitForm({
  choices,
  isTicketNeeded,
  isRunning,
  submit,
  trouble,
  children,
  isWithoutAccess = false,
  onPlatform,
  onSend,
}: {
  choices: Choices
  isTicketNeeded: boolean
  isRunning: boolean
  submit: string
  trouble: ReactNode
  /** Further fields: who comes, whether anybody has to. */
  children?: ReactNode
  /** Nobody has to get in: then there are no rights and no end to say. */
  isWithoutAccess?: boolean
  onPlatform?: (platform: APlatform) => void
  onSend: (draft: VisitDraft) => void
}) {
  const { t } = useWords()
  const { platforms, targets, terms } = choices
  const [resourceId, setResourceId] = useState(targets[0]?.resource.id ?? '')
  const kindOf = (id: string) => targets.find(it => it.resource.id === id)?.kind ?? 'shop'
  const isServer = kindOf(resourceId) === 'server'
  const fitting = (id: string) =>
    platforms.filter(one => (one.method === 'server') === (kindOf(id) === 'server'))
  const guess = (id: string) =>
    fitting(id).find(
      one => one.connector && one.connector === targets.find(it => it.resource.id === id)?.system,
    )?.id ?? fitting(id)[0]!.id
  const [platform, setPlatform] = useState<APlatform>(() => guess(resourceId))
  const [platformName, setPlatformName] = useState('')
  const [way, setWay] = useState<AWay>('certificate')
  const [caseNumber, setCaseNumber] = useState('')
  const [purpose, setPurpose] = useState('')
  const [view, setView] = useState<RightDraft>({ isWanted: true, reason: '' })
  const [operate, setOperate] = useState<RightDraft>({ isWanted: false, reason: '' })
  const [onServer, setOnServer] = useState<Partial<Record<(typeof serverRights)[number], RightDraft>>>({})
  const [own, setOwn] = useState<{ right: string; reason: string }[]>([])
  const [until, setUntil] = useState(() => firstUntil(terms.presets, terms.zone))
  const [isChecked, setChecked] = useState(false)
  const known = platforms.find(one => one.id === platform)
  const choosePlatform = (next: APlatform) => {
    setPlatform(next)
    setOwn([])
    onPlatform?.(next)
  }

  const draftOf = (right: (typeof serverRights)[number]) => onServer[right] ?? { isWanted: false, reason: '' }
  const rightsOnServer = serverRights
    .filter(right => draftOf(right).isWanted)
    .map(right => ({ right, reason: draftOf(right).reason.trim() }))
  const rightsInShop = [
    ...(view.isWanted ? [{ right: 'shop.view' as const, reason: view.reason.trim() }] : []),
    ...(operate.isWanted ? [{ right: 'shop.operate' as const, reason: operate.reason.trim() }] : []),
  ]
  const rights = isServer ? rightsOnServer : rightsInShop
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setChecked(true)
    const how = toUntil(until, terms.zone)
    const areRightsSaid = rights.length > 0 && [...rights, ...own].every(one => one.reason.trim() !== '')
    const isComplete =
      resourceId !== '' &&
      purpose.trim() !== '' &&
      (!isTicketNeeded || caseNumber.trim() !== '') &&
      how !== null &&
      (isWithoutAccess || areRightsSaid)
    if (!isComplete || !how) return showFirstWrong(event.currentTarget)
    onSend({
      resourceId,
      platform,
      ...(platform === 'not-listed' && platformName.trim() ? { platformName: platformName.trim() } : {}),
      purpose: purpose.trim(),
      rights: isWithoutAccess ? [] : rights,
      ...(own.length > 0 && !isWithoutAccess ? { platformRights: own } : {}),
      until: how,
      ...(known?.method === 'server' ? { way } : {}),
      caseNumber: caseNumber.trim(),
    })
  }
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="lg">
        <NativeSelect
          label={t('visits:where')}
          value={resourceId}
          onChange={event => {
            setResourceId(event.currentTarget.value)
            choosePlatform(guess(event.currentTarget.value))
          }}
          data={targets.map(({ resource }) => ({ value: resource.id, label: resource.name }))}
        />
        <NativeSelect
          label={t('visits:platform')}
          description={known ? t(`visits:methods.${known.method}`) : undefined}
          value={platform}
          onChange={event => choosePlatform(event.currentTarget.value as APlatform)}
          data={fitting(resourceId).map(({ id }) => ({ value: id, label: t(`visits:platforms.${id}`) }))}
        />
        {platform === 'not-listed' ? (
          <TextInput
            label={t('visits:platformName')}
            maxLength={200}
            value={platformName}
            onChange={event => setPlatformName(event.currentTarget.value)}
          />
        ) : null}
        {known?.method === 'server' ? (
          <NativeSelect
            label={t('visits:way')}
            value={way}
            onChange={event => setWay(event.currentTarget.value as AWay)}
            data={ways.map(value => ({ value, label: t(`visits:ways.${value}`) }))}
          />
        ) : null}
        {children}
        <TextInput
          label={isTicketNeeded ? t('visits:ticket') : `${t('visits:ticket')} (${t('common.optional')})`}
          maxLength={100}
          value={caseNumber}
          onChange={event => setCaseNumber(event.currentTarget.value)}
          error={isChecked && isTicketNeeded && !caseNumber.trim() ? t('visits:ticketMissing') : null}
        />
        <ReasonField
          label={t('visits:purpose')}
          value={purpose}
          onChange={setPurpose}
          isRequired
          most={2_000}
          problem={isChecked && !purpose.trim() ? t('visits:purposeMissing') : null}
        />
        {isWithoutAccess ? null : (
          <>
            <div>
              {isServer ? (
                serverRights.map(right => (
                  <ServerRightField
                    key={right}
                    right={right}
                    draft={draftOf(right)}
                    onChange={draft => setOnServer({ ...onServer, [right]: draft })}
                    isMissing={isChecked}
                  />
                ))
              ) : (
                <>
                  <RightField right="view" draft={view} onChange={setView} isMissing={isChecked} />
                  <RightField right="operate" draft={operate} onChange={setOperate} isMissing={isChecked} />
                </>
              )}
              {isChecked && rights.length === 0 ? (
                <Text className="bad" role="alert">
                  {t('right.missing')}
                </Text>
              ) : null}
            </div>
            {known && known.rights.length > 0 && known.method !== 'server' ? (
              <PlatformRights offered={known.rights} chosen={own} onChange={setOwn} isChecked={isChecked} />
            ) : null}
            <UntilField
              draft={until}
              onChange={setUntil}
              zone={terms.zone}
              presets={terms.presets}
              longestUntil={terms.longestUntil}
              isMissing={isChecked}
            />
          </>
        )}
        {trouble}
        <Group>
          <Button type="submit" loading={isRunning}>
            {submit}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Rights by the platform's own names, each with its reason. */
function PlatformRights({
  offered,
  chosen,
  onChange,
  isChecked,
}: {
  offered: readonly string[]
  chosen: readonly { right: string; reason: string }[]
  onChange: (chosen: { right: string; reason: string }[]) => void
  isChecked: boolean
}) {
  const { t } = useWords()
  const left = offered.filter(right => !chosen.some(one => one.right === right))
  return (
    <Stack gap="xs">
      {chosen.map(one => (
        <Group key={one.right} align="flex-end" gap="xs">
          <div style={{ flex: '1 1 16rem' }}>
            <ReasonField
              label={one.right}
              value={one.reason}
              onChange={reason =>
                onChange(chosen.map(other => (other.right === one.right ? { ...other, reason } : other)))
              }
              isRequired
              problem={isChecked && !one.reason.trim() ? t('right.reasonMissing') : null}
            />
          </div>
          <Button
            variant="default"
            size="sm"
            aria-label={`${t('common.close')}: ${one.right}`}
            onClick={() => onChange(chosen.filter(other => other.right !== one.right))}
          >
            ×
          </Button>
        </Group>
      ))}
      {left.length > 0 ? (
        <NativeSelect
          label={`${t('visits:platformRights')} (${t('common.optional')})`}
          value=""
          onChange={event => {
            if (event.currentTarget.value)
              onChange([...chosen, { right: event.currentTarget.value, reason: '' }])
          }}
          data={[
            { value: '', label: t('visits:addRight') },
            ...left.map(right => ({ value: right, label: right })),
          ]}
        />
      ) : null}
    </Stack>
  )
}

/** Whether anybody has to get in: asked first where the platform is not listed. */
export function NeedField({
  value,
  onChange,
}: {
  value: 'yes' | 'no' | null
  onChange: (value: 'yes' | 'no') => void
}) {
  const { t } = useWords()
  return (
    <Plates
      label={t('visits:needed')}
      value={value ?? ('' as 'yes')}
      onChange={onChange}
      plates={[
        { value: 'yes', title: t('visits:neededYes') },
        { value: 'no', title: t('visits:neededNo') },
      ]}
    />
  )
}
