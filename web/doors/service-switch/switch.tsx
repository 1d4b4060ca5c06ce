import { Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { Ending } from '#contract/grants.ts'
import { consolePaths } from '#contract/paths.ts'
import { readSwitch, turnOff } from '#contract/service-switch.ts'
import { liveEveryMs, useAction, useAnswer } from '../../api/use-api.ts'
import { EndingResult } from '../../desk/ending-result.tsx'
import { useEndingSheet } from '../../desk/ending-sheet.tsx'
import { planOf } from '../../desk/grant-card.tsx'
import { useWhyNot } from '../../desk/may-button.tsx'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { NothingHerePage } from '../../shell/edge-pages.tsx'
import { PageLink } from '../../ui/link-button.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Note } from '../../ui/note.tsx'
import { Page, Section } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { DoorSwitch } from './door-switch.tsx'
import type { ASwitch } from './draft.ts'
import { SwitchForm } from './switch-form.tsx'
import { OpenBar, WhatHolds } from './switched-on.tsx'
import { useSaving } from './use-saving.tsx'

/** Service access to a shop: off, or on until a date. */
export function SwitchPage() {
  const { accountId, shopId } = useParams({ from: patterns.shop })
  const { t } = useWords()
  const { data, error, refetch } = useAnswer(
    readSwitch,
    { params: { accountId, resourceId: shopId } },
    { everyMs: liveEveryMs },
  )
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={t('service-switch:switch.title')}
      above={<PageLink to={consolePaths.account(accountId)}>{t('account.title')}</PageLink>}
      below={data ? sayWhere(data) : undefined}
    >
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {data ? (
        <TheSwitch key={data.shop.id} state={data} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={1} height={130} />
      )}
    </Page>
  )
}

/** The shop, and the account where that says more. */
function sayWhere({ shop, account }: ASwitch): string {
  return shop.name === account.name ? shop.name : `${shop.name} · ${account.name}`
}

function TheSwitch({ state }: { state: ASwitch }) {
  const { t } = useWords()
  const say = useSaying(state.zone)
  const whyNot = useWhyNot()
  const saving = useSaving(state)
  const [ended, setEnded] = useState<Static<typeof Ending> | null>(null)
  const end = useTurningOff(state, ending => {
    setEnded(ending)
    saving.hush()
  })
  const isShownOn = state.on || saving.isEditing

  const toggle = () => {
    if (state.on) return end()
    setEnded(null)
    return saving.isEditing ? saving.stop() : saving.start()
  }
  return (
    <>
      {state.on ? <OpenBar state={state} onEnd={end} isChanging={saving.isEditing} /> : null}
      <DoorSwitch
        isOn={isShownOn}
        label={t('service-switch:switch.label', { team: state.supportTeam.name })}
        state={isShownOn ? t('service-switch:switch.on') : t('service-switch:switch.off')}
        hint={
          state.on
            ? t('service-switch:switch.onHint')
            : saving.isEditing
              ? t('service-switch:switch.notSaved')
              : t('service-switch:switch.offHint')
        }
        onToggle={toggle}
        whyNot={whyNot(state.on ? state.can.end : state.can.change)}
      />
      {saving.news}
      {saving.isEditing && saving.draft ? (
        <SwitchForm
          state={state}
          draft={saving.draft}
          onChange={saving.change}
          onSave={saving.save}
          onCancel={saving.stop}
          isSaving={saving.isSaving}
        >
          {saving.trouble}
        </SwitchForm>
      ) : null}
      {state.on ? <WhatHolds state={state} onChange={saving.start} isChanging={saving.isEditing} /> : null}
      {ended && !state.on ? (
        <div className="card">
          <Section title={t('service-switch:switch.offResult')}>
            <EndingResult ending={ended} zone={state.zone} accountId={state.account.id} />
          </Section>
        </div>
      ) : null}
      {state.grants.some(grant => grant.state === 'ending') && !ended ? (
        <Note tone="bad">
          {t('account.unconfirmed', { count: state.grants.filter(grant => grant.state === 'ending').length })}
        </Note>
      ) : null}
      <div>
        <PageLink to={consolePaths.visits(state.account.id)}>{t('nav.visits')}</PageLink>
        {' · '}
        <PageLink to={consolePaths.connection(state.account.id, state.shop.id)}>
          {t('service-switch:switch.toConnection')}
        </PageLink>
      </div>
      {state.shop.origin === null ? <Note>{t('service-switch:switch.noOrigin')}</Note> : null}
      {state.changedAt ? (
        <Text size="sm" c="dimmed">
          {t('service-switch:switch.lastChange', {
            who: state.changedBy?.name ?? t('rule.other'),
            at: say.instant(state.changedAt),
          })}
        </Text>
      ) : null}
    </>
  )
}

/** Off: shows whom it cuts, cuts, and shows what was cut. Never guarded by a version: off always works. */
function useTurningOff(state: ASwitch, onEnded: (ending: Static<typeof Ending>) => void): () => void {
  const { t } = useWords()
  const open = useEndingSheet()
  const off = useAction(turnOff)
  return () =>
    open({
      title: t('service-switch:switch.offTitle'),
      grants: state.grants
        .filter(grant => grant.state !== 'ending')
        .map(grant => planOf(grant, state.shop.name)),
      entries: state.liveEntries,
      zone: state.zone,
      accountId: state.account.id,
      confirmLabel: t('service-switch:switch.offNow'),
      resultTitle: t('service-switch:switch.offResult'),
      run: async note => {
        const { ending } = await off.run({
          params: { accountId: state.account.id, resourceId: state.shop.id },
          body: note ? { note } : {},
        })
        onEnded(ending)
        return ending
      },
    })
}
