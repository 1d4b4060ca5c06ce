import { Anchor, Button, Group, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import { consolePaths } from '#contract/paths.ts'
import { type Receipt, readReceipt } from '#contract/proof.ts'
import { addressOf } from '../api/call.ts'
import { useZone } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useDeskWords } from '../desk/words.ts'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { Fact, Facts } from '../ui/facts.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Page, Section } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { Wordmark } from '../ui/wordmark.tsx'

type AReceipt = Static<typeof Receipt>

/** What can be proven of a grant, on paper or as the signed file. */
export function ReceiptPage() {
  const { accountId, grantId } = useParams({ from: patterns.receipt })
  const { t } = useWords()
  const zone = useZone(accountId)
  const { data: receipt, error, refetch } = useAnswer(readReceipt, { params: { accountId, grantId } })
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={t('receipt.title')}
      above={
        <span className="no-print">
          <PageLink to={consolePaths.grant(accountId, grantId)}>{t('common.back')}</PageLink>
        </span>
      }
      below={
        receipt
          ? t('receipt.subtitle', {
              subject: receipt.grant.subject,
              where: receipt.grant.resource ?? t('common.wholeAccount'),
            })
          : undefined
      }
      beside={
        receipt ? (
          <Group className="no-print" gap="sm">
            <Button variant="default" onClick={() => window.print()}>
              {t('receipt.print')}
            </Button>
            <Button
              component="a"
              variant="default"
              href={addressOf(readReceipt, { accountId, grantId })}
              download={`einlass-receipt-${grantId}.json`}
            >
              {t('receipt.json')}
            </Button>
          </Group>
        ) : null
      }
    >
      <div className="paper-only">
        <Wordmark />
      </div>
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {receipt ? (
        <ReceiptSheet receipt={receipt} zone={zone} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={2} height={260} />
      )}
    </Page>
  )
}

function ReceiptSheet({ receipt, zone }: { receipt: AReceipt; zone: string }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const { grant, ending, ledger } = receipt
  return (
    <>
      <Card title={t('receipt.grant')}>
        <Facts>
          <Fact label={t('receipt.account')}>{receipt.account.name}</Fact>
          <Fact label={t('receipt.subject')}>{grant.subject}</Fact>
          <Fact label={t('receipt.resource')}>{grant.resource ?? t('common.wholeAccount')}</Fact>
          <Fact label={t('receipt.door')}>{words.door(grant.door)}</Fact>
          <Fact label={t('receipt.permissions')}>{words.permissions(grant.permissions)}</Fact>
          <Fact label={t('receipt.begins')}>{say.exact(grant.beginsAt)}</Fact>
          <Fact label={t('receipt.ends')}>
            {grant.endsAt ? say.exact(grant.endsAt) : t('time.withoutEnd')}
          </Fact>
          <Fact label={t('receipt.decidedBy')}>{grant.decidedBy}</Fact>
          <Fact label={t('receipt.caseNumber')}>{grant.caseNumber ?? '–'}</Fact>
          <Fact label={t('receipt.reason')}>{grant.reason ?? '–'}</Fact>
          <Fact label={t('receipt.state')}>{words.state(receipt.state)}</Fact>
        </Facts>
      </Card>
      <Card title={t('receipt.ending')}>
        {ending ? (
          <Facts>
            <Fact label={t('receipt.endedAt')}>{say.exact(ending.at)}</Fact>
            <Fact label={t('receipt.endedBy')}>{ending.by}</Fact>
            <Fact label={t('receipt.cause')}>{words.cause(ending.cause)}</Fact>
            <Fact label={t('receipt.note')}>{ending.note}</Fact>
            <Fact label={t('receipt.confirmedAt')}>
              {ending.confirmedAt ? (
                <span className="good">{say.exact(ending.confirmedAt)} ✓</span>
              ) : (
                <span className="bad">{t('receipt.notConfirmed')}</span>
              )}
            </Fact>
          </Facts>
        ) : (
          <Text>{t('receipt.notEnded')}</Text>
        )}
      </Card>
      <Card title={t('receipt.entries')}>
        {receipt.entries.length === 0 ? (
          <Text>{t('receipt.noEntries')}</Text>
        ) : (
          <Entries receipt={receipt} zone={zone} />
        )}
      </Card>
      <Card title={t('receipt.facts')}>
        <FactRows facts={receipt.facts} zone={zone} />
      </Card>
      <Card title={t('receipt.signature')}>
        <Facts>
          <Fact label={t('receipt.ledger')}>
            {t('receipt.ledgerAt', { seq: ledger.seq, at: say.exact(ledger.at) })}
          </Fact>
          <Fact label={t('receipt.factHash')}>
            <span className="hash">{ledger.hash}</span>
          </Fact>
          <Fact label={t('receipt.signature')}>
            <Signature receipt={receipt} />
          </Fact>
          <Fact label={t('receipt.issuedAt')}>{say.exact(receipt.issuedAt)}</Fact>
        </Facts>
        <Text size="sm" c="dimmed">
          {t('receipt.jsonHint')}{' '}
          <Anchor
            className="no-print"
            href={addressOf(readReceipt, { accountId: receipt.account.id, grantId: grant.id })}
            download={`einlass-receipt-${grant.id}.json`}
          >
            {t('receipt.json')}
          </Anchor>
        </Text>
      </Card>
    </>
  )
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="card">
      <Section title={title}>{children}</Section>
    </div>
  )
}

/** A table that scrolls sideways where there is no room, by key too. */
function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}

function Signature({ receipt }: { receipt: AReceipt }) {
  const { t } = useWords()
  return (
    <>
      {t('receipt.signatureBy', { key: receipt.keyId })}
      <br />
      <span className="hash">
        {receipt.signature.slice(0, 16)} … {receipt.signature.slice(-16)}
      </span>
    </>
  )
}

function Entries({ receipt, zone }: { receipt: AReceipt; zone: string }) {
  const { t } = useWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  return (
    <WideTable label={t('receipt.entries')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('receipt.entryPerson')}</th>
            <th scope="col">{t('receipt.entryOpened')}</th>
            <th scope="col">{t('receipt.entryClosed')}</th>
            <th scope="col">{t('receipt.entryRefused')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.entries.map(entry => (
            <tr key={entry.id}>
              <td>{entry.person}</td>
              <td>{say.exact(entry.openedAt)}</td>
              <td>
                {entry.closedAt ? say.exact(entry.closedAt) : t('receipt.stillInside')}
                {entry.cause ? ` – ${words.cause(entry.cause)}` : ''}
              </td>
              <td>
                {entry.refusedAt ? (
                  <span className="good">{say.exact(entry.refusedAt)} ✓</span>
                ) : entry.closedAt ? (
                  <span className="bad">{t('receipt.notConfirmed')}</span>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

/** The facts are written for machines; the page shows by what they can be found again. */
function FactRows({ facts, zone }: { facts: readonly unknown[]; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  return (
    <WideTable label={t('receipt.facts')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('receipt.factNumber')}</th>
            <th scope="col">{t('receipt.factAt')}</th>
            <th scope="col">{t('receipt.factKind')}</th>
            <th scope="col">{t('receipt.factHash')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(one => {
            const fact = one as { seq?: number; at?: string; kind?: string; hash?: string }
            return (
              <tr key={fact.seq ?? JSON.stringify(one)}>
                <td>{fact.seq}</td>
                <td>{fact.at ? say.exact(fact.at) : ''}</td>
                <td>{fact.kind}</td>
                <td className="hash">{fact.hash ? `${fact.hash.slice(0, 16)} …` : ''}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </WideTable>
  )
}
