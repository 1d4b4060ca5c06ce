import { Anchor, Text } from '@mantine/core'
import { consolePaths } from '#contract/paths.ts'
import { readReceipt } from '#contract/proof.ts'
import { addressOf } from '../api/call.ts'
import { useWords } from '../language.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Card } from './receipt-card.tsx'
import { type AReceipt, ReceiptEntries, ReceiptFacts, ReceiptSecrets } from './receipt-tables.tsx'
import { ReceiptBeginning, ReceiptVisit, ReceiptWitnesses } from './receipt-visit.tsx'
import { useDeskWords } from './words.ts'
import './receipt-paper.css'

/** Everything a receipt says, on screen and on paper. */
export function ReceiptSheet({ receipt, zone }: { receipt: AReceipt; zone: string }) {
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
          <Fact label={t('receipt.decidedBy')}>{words.signed(grant.decidedBy)}</Fact>
          <Fact label={t('receipt.caseNumber')}>{grant.caseNumber ?? '–'}</Fact>
          <Fact label={t('receipt.reason')}>{grant.reason ?? '–'}</Fact>
          <Fact label={t('receipt.state')}>{words.state(receipt.state)}</Fact>
        </Facts>
      </Card>
      <ReceiptBeginning receipt={receipt} zone={zone} />
      <Card title={t('receipt.entries')}>
        {receipt.entries.length === 0 ? (
          <Text>{t('receipt.noEntries')}</Text>
        ) : (
          <ReceiptEntries receipt={receipt} zone={zone} />
        )}
      </Card>
      <ReceiptVisit receipt={receipt} zone={zone} />
      <Card title={t('receipt.ending')}>
        {ending ? (
          <Facts>
            <Fact label={t('receipt.endedAt')}>{say.exact(ending.at)}</Fact>
            <Fact label={t('receipt.endedBy')}>{words.signed(ending.by)}</Fact>
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
      {receipt.secrets.length > 0 ? (
        <Card title={t('hand-overs:receipt')}>
          <ReceiptSecrets receipt={receipt} zone={zone} />
        </Card>
      ) : null}
      <ReceiptWitnesses receipt={receipt} />
      <Card title={t('receipt.facts')} onNewPage>
        <ReceiptFacts facts={receipt.facts} zone={zone} />
      </Card>
      <Card title={t('receipt.signature')}>
        <Facts>
          <Fact label={t('receipt.address')}>
            <span className="hash">
              {location.origin + consolePaths.receipt(receipt.account.id, grant.id)}
            </span>
          </Fact>
          <Fact label={t('receipt.ledger')}>
            {t('receipt.ledgerAt', { seq: ledger.seq, at: say.exact(ledger.at) })}
          </Fact>
          <Fact label={t('receipt.factHash')}>
            <span className="hash">{ledger.hash}</span>
          </Fact>
          <Fact label={t('receipt.signature')}>
            <Signature receipt={receipt} />
          </Fact>
          <Fact label={t('receipt.key')}>
            <span className="hash">{receipt.publicKey}</span>
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

function Signature({ receipt }: { receipt: AReceipt }) {
  const { t } = useWords()
  return (
    <>
      {t('receipt.signatureBy', { key: receipt.keyId })}
      <br />
      <span className="hash no-print">
        {receipt.signature.slice(0, 16)} … {receipt.signature.slice(-16)}
      </span>
      <span className="hash paper-only">{receipt.signature}</span>
    </>
  )
}
