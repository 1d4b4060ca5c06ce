import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Static } from 'typebox'
import type { OpenToMe } from '#contract/entries.ts'
import { consolePaths, doorPaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { Until } from '../desk/countdown.tsx'
import { useGiveBack } from '../desk/end-access.ts'
import { MayButton, useWhyNot } from '../desk/may-button.tsx'
import { useDeskWords } from '../desk/words.ts'
import { ToVisit } from '../doors/support-visit/visit/to-visit.tsx'
import { useWords } from '../language.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { ArrowIcon } from '../ui/icons.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { type Ended, HowItEnded } from './how-it-ended.tsx'

export type Open = Static<typeof OpenToMe>

/** A shop that is open to me. When that is over the card stays where it is and says so. */
export function OpenCard({
  open,
  isOver,
  ended,
  onDismiss,
}: {
  open: Open
  isOver: boolean
  /** How it ended, as far as the desk has told already. */
  ended: Ended | undefined
  onDismiss: () => void
}) {
  const { t } = useWords()
  const me = useMe()
  const { resource, zone } = open
  const say = useSaying(zone)
  const visits = open.grants.filter(({ door }) => door === 'support-visit').map(({ id }) => id)
  const [isReturned, setReturned] = useState(false)
  const card = useRef<HTMLDivElement>(null)
  // Whoever works by keyboard stood on a button that is gone with the access.
  const hadFocus = useRef(false)
  // A shorter card would move those below it under the finger of whoever is about to tap.
  const [height, setHeight] = useState(0)
  useLayoutEffect(() => {
    if (!isOver && card.current) setHeight(card.current.offsetHeight)
  })
  useEffect(() => {
    if (isOver && hadFocus.current && !document.querySelector('dialog[open]')) card.current?.focus()
    if (!isOver) setReturned(false)
  }, [isOver])
  return (
    <Stack
      component="article"
      className={isOver ? 'card card-over' : 'card card-open'}
      gap="sm"
      ref={card}
      tabIndex={-1}
      mih={isOver && !isReturned ? height : undefined}
      onFocus={() => {
        hadFocus.current = true
      }}
      onBlur={event => {
        // The blur of a button that is taken away names nobody who gets the focus.
        if (event.relatedTarget) hadFocus.current = false
      }}
    >
      <div>
        <Title order={2}>{resource.name}</Title>
        <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {resource.origin?.replace(/^https?:\/\//, '')}
        </Text>
      </div>
      <div aria-live="polite">
        {isOver ? (
          <HowItEnded open={open} ended={ended} isReturned={isReturned} />
        ) : (
          <Text fw={600} className="warm">
            <Until until={open.until} zone={zone} />
          </Text>
        )}
      </div>
      <WhatIsOpen open={open} />
      {isOver
        ? null
        : open.liveEntries.map(entry => (
            <Text key={entry.id} size="sm">
              {t('open.insideSince', { at: say.instant(entry.openedAt) })} ({say.relative(entry.openedAt)})
            </Text>
          ))}
      <Group align="flex-start">
        {isOver ? (
          <>
            {me.provider.support ? (
              <LinkButton to={consolePaths.ask(resource.id)} variant="light">
                {t('open.askAgain')}
              </LinkButton>
            ) : null}
            <Button variant="default" onClick={onDismiss}>
              {t('open.dismiss')}
            </Button>
          </>
        ) : (
          <>
            <Enter open={open} />
            <GiveBack open={open} onReturned={() => setReturned(true)} />
            {visits.length > 0 ? <ToVisit grantIds={visits} shop={resource.name} /> : null}
          </>
        )}
      </Group>
    </Stack>
  )
}

function WhatIsOpen({ open }: { open: Open }) {
  const { t } = useWords()
  const words = useDeskWords()
  const one = (pick: (grant: Open['grants'][number]) => string | null | undefined) =>
    [...new Set(open.grants.map(pick).filter(Boolean))].join(', ')
  return (
    <Facts>
      <Fact label={t('desk.account')}>{open.account.name}</Fact>
      <Fact label={t('grant.what')}>
        {t('grant.may', { permissions: words.permissions(open.permissions) })}
      </Fact>
      <Fact label={t('grant.caseNumber')}>{one(grant => grant.caseNumber)}</Fact>
      <Fact label={t('grant.reason')}>{one(grant => grant.reason)}</Fact>
      <Fact label={t('open.message')}>{one(grant => grant.message)}</Fact>
      <Fact label={t('grant.because')}>
        {one(grant => (grant.openedBy ? t('open.openedBy', { by: grant.openedBy.name }) : null))}
      </Fact>
    </Facts>
  )
}

function Enter({ open: { can, resource, permissions, grants } }: { open: Open }) {
  const { t } = useWords()
  const whyNot = useWhyNot()(can.enter)
  const visit = permissions.some(one => one.startsWith('server.')) ? grants[0] : undefined
  if (visit)
    return (
      <LinkButton to={consolePaths.sshWay(visit.id)} aria-label={t('open.enterOf', { shop: resource.name })}>
        {t('open.enter')}
      </LinkButton>
    )
  return whyNot ? (
    <MayButton can={can.enter} onClick={() => {}} rightSection={<ArrowIcon />}>
      {t('open.enter')}
    </MayButton>
  ) : (
    <Button
      component="a"
      href={doorPaths.enter(resource.id)}
      rightSection={<ArrowIcon />}
      aria-label={t('open.enterOf', { shop: resource.name })}
    >
      {t('open.enter')}
    </Button>
  )
}

function GiveBack({ open, onReturned }: { open: Open; onReturned: () => void }) {
  const { t } = useWords()
  const giveBack = useGiveBack()
  return (
    <MayButton
      can={open.can.giveBack}
      variant="default"
      label={t('open.giveBackOf', { shop: open.resource.name })}
      onClick={() => giveBack(open, onReturned)}
    >
      {t('open.giveBack')}
    </MayButton>
  )
}
