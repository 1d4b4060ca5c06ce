import { Button, Group, Text, Title } from '@mantine/core'
import { Link, linkOptions } from '@tanstack/react-router'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { readHealth } from '#contract/provider-desk.ts'
import { useZone } from '../../api/me.ts'
import { useWords } from '../../language.ts'
import { patterns } from '../../paths.ts'
import { WarnIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'

type Trouble = AnswerOf<typeof readHealth>['troubles'][number]

const failedMails = linkOptions({ to: patterns.deskMails, search: { state: 'failed' } })
const waitingMails = linkOptions({ to: patterns.deskMails, search: { state: 'waiting' } })
const unconfirmed = linkOptions({ to: patterns.deskUnconfirmed })
const health = linkOptions({ to: patterns.deskHealth })
const webhooks = linkOptions({ to: patterns.deskWebhooks })

/** Where each is put right, as far as a page can help. */
const ways = {
  'mail-not-set-up': waitingMails,
  'mail-given-up': failedMails,
  'mail-waits': waitingMails,
  'endings-not-confirmed': unconfirmed,
  'artefacts-in-error': unconfirmed,
  'requests-stuck': linkOptions({ to: patterns.deskRequests, search: { state: 'pending' } }),
  'holder-changes-wait': linkOptions({ to: patterns.deskHolders }),
  'agents-without-second-factor': linkOptions({ to: patterns.deskStaff }),
  'owners-not-ready': linkOptions({ to: patterns.deskAccounts }),
  'notifications-lost': health,
  'checkpoints-late': health,
  'plain-http': health,
  'webhooks-gone': webhooks,
  'webhooks-failing': webhooks,
} as const satisfies Record<Trouble['code'], object>

/** What is wrong, the worst first: what it means, what to do, and where. */
export function Troubles({
  troubles,
  isOnHealthPage = false,
}: {
  troubles: readonly Trouble[]
  /** There, links to the page itself are left out. */
  isOnHealthPage?: boolean
}) {
  const { t } = useWords()
  const say = useSaying(useZone())
  return (
    <ul className="plain-list" style={{ display: 'grid', gap: '0.75rem' }}>
      {troubles.map(({ code, count, since }) => {
        const way = ways[code]
        return (
          <li key={code} className="card card-bad">
            <Group gap="sm" wrap="nowrap" align="flex-start">
              <span className="bad">
                <WarnIcon size={22} />
              </span>
              <div className="row-words">
                <Title order={3}>{t(`provider-desk:trouble.${code}.what`, { count })}</Title>
                <Text>{t(`provider-desk:trouble.${code}.todo`)}</Text>
                {since ? (
                  <Text size="sm" c="dimmed">
                    {t('provider-desk:trouble.since', {
                      at: say.instant(since),
                      relative: say.relative(since),
                    })}
                  </Text>
                ) : null}
                {isOnHealthPage && way === health ? null : (
                  <Button
                    mt="xs"
                    size="sm"
                    variant="default"
                    renderRoot={props => <Link {...props} {...way} />}
                  >
                    {t(`provider-desk:trouble.${code}.go`)}
                  </Button>
                )}
              </div>
            </Group>
          </li>
        )
      })}
    </ul>
  )
}
