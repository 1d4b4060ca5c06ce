import { Button, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Static } from 'typebox'
import { listShops } from '#contract/accounts.ts'
import { consolePaths } from '#contract/paths.ts'
import { readSwitch } from '#contract/service-switch.ts'
import type { ResourceOf } from '#contract/words.ts'
import { useMe } from '../api/me.ts'
import { liveEveryMs, useAnswer } from '../api/use-api.ts'
import { Until } from '../desk/countdown.tsx'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { Empty } from '../ui/empty.tsx'
import { DoorOpenIcon, DoorShutIcon } from '../ui/icons.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Tag } from '../ui/note.tsx'
import { Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'

type Resource = Static<typeof ResourceOf>

const shownAtFirst = 12

/** The shops of an account, each with its service access and the way to its switch. */
export function ShopCards({ accountId }: { accountId: string }) {
  const { t } = useWords()
  const { provider } = useMe()
  const { data, error, refetch } = useAnswer(listShops, { params: { accountId } })
  const [shown, setShown] = useState(shownAtFirst)
  const hidden = (data?.items.length ?? 0) - shown
  return (
    <Section title={t('account.shops')}>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {!data && !error ? <Waiting label={t('common.loading')} cards={1} height={120} /> : null}
      {data?.items.length === 0 ? (
        provider.desk ? (
          <Empty title={t('account.noShops')} hint={t('account.noShopsDesk')}>
            <LinkButton to={consolePaths.deskAccount(accountId)} variant="light">
              {t('account.addShop')}
            </LinkButton>
          </Empty>
        ) : (
          <Empty title={t('account.noShops')} hint={t('account.noShopsHint', { provider: provider.name })} />
        )
      ) : null}
      {data?.items
        .slice(0, shown)
        .map(shop =>
          shop.kind === 'server' ? (
            <ServerCard key={shop.id} accountId={accountId} server={shop} />
          ) : (
            <ShopCard key={shop.id} accountId={accountId} shop={shop} />
          ),
        )}
      {hidden > 0 ? (
        <Button variant="default" onClick={() => setShown(shown + shownAtFirst)}>
          {t('account.moreShops', { count: Math.min(hidden, shownAtFirst) })}
        </Button>
      ) : null}
    </Section>
  )
}

/** A server has no switch: who may visit it stands above, and how it is reached on its own page. */
function ServerCard({ accountId, server }: { accountId: string; server: Resource }) {
  const { t } = useWords()
  const way = t('account.toConnection')
  return (
    <article className="card">
      <Group justify="space-between" gap="sm">
        <Stack gap={4} style={{ minWidth: 0, flex: '1 1 14rem' }}>
          <Title order={3}>{server.name}</Title>
          <Text size="sm" c="dimmed">
            {t('account.server')}
          </Text>
        </Stack>
        <LinkButton
          to={consolePaths.connection(accountId, server.id)}
          variant="default"
          aria-label={`${way}: ${server.name}`}
        >
          {way}
        </LinkButton>
      </Group>
    </article>
  )
}

// Each card asks for its own switch. Reading the state off the list of grants would be one call less, and would show a
// shop as shut whose grant stands on the next page.
function ShopCard({ accountId, shop }: { accountId: string; shop: Resource }) {
  const { t } = useWords()
  const { data, error } = useAnswer(
    readSwitch,
    { params: { accountId, resourceId: shop.id } },
    { everyMs: liveEveryMs },
  )
  // Before it is known, nothing is offered to be opened.
  const isOff = data?.on === false
  const way = isOff ? t('account.toSwitch') : t('account.toSwitchOn')
  return (
    <article className={`card ${data?.on ? 'card-open' : ''}`}>
      <Group justify="space-between" gap="sm">
        <Stack gap={4} style={{ minWidth: 0, flex: '1 1 14rem' }}>
          <Title order={3}>{shop.name}</Title>
          {shop.origin ? (
            <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
              {shop.origin.replace(/^https?:\/\//, '')}
            </Text>
          ) : null}
          <div>
            {data ? (
              <Tag
                tone={data.on ? 'open' : 'plain'}
                icon={data.on ? <DoorOpenIcon size={15} /> : <DoorShutIcon size={15} />}
              >
                {data.on ? t('account.switchOn') : t('account.switchOff')}
              </Tag>
            ) : error ? null : (
              <Skeleton height={26} width={190} />
            )}
          </div>
          {/* The line is there before its words, so that the shops below stay where they are. */}
          <Text size="sm" mih="1.4rem">
            {data?.on ? <Until until={data.until} zone={data.zone} /> : null}
          </Text>
        </Stack>
        <LinkButton
          to={consolePaths.shop(accountId, shop.id)}
          variant={isOff ? 'filled' : 'default'}
          aria-label={`${way}: ${shop.name}`}
        >
          {way}
        </LinkButton>
      </Group>
      <ProblemNote problem={error} />
    </article>
  )
}
