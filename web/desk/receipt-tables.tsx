import type { ReactNode } from 'react'
import type { Static } from 'typebox'
import type { Receipt } from '#contract/proof.ts'
import { useWords } from '../language.ts'
import { useSaying } from '../ui/moment.tsx'
import { useDeskWords } from './words.ts'

export type AReceipt = Static<typeof Receipt>

/** Who went in, out, and was refused afterwards. */
export function ReceiptEntries({ receipt, zone }: { receipt: AReceipt; zone: string }) {
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
            <th scope="col">{t('evidence:entrance')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.entries.map(entry => (
            <tr key={entry.id}>
              <td data-label={t('receipt.entryPerson')}>{entry.person}</td>
              <td data-label={t('receipt.entryOpened')}>{say.exact(entry.openedAt)}</td>
              <td data-label={t('receipt.entryClosed')}>
                <span>
                  {entry.closedAt ? say.exact(entry.closedAt) : t('receipt.stillInside')}
                  {entry.cause ? ` – ${words.cause(entry.cause)}` : ''}
                </span>
              </td>
              <td data-label={t('receipt.entryRefused')}>
                {entry.refusedAt ? (
                  <span className="good">{say.exact(entry.refusedAt)} ✓</span>
                ) : entry.closedAt ? (
                  <span className="bad">{t('receipt.notConfirmed')}</span>
                ) : (
                  '–'
                )}
              </td>
              <td data-label={t('evidence:entrance')}>
                {[
                  entry.entrance &&
                    t(`evidence:entrances.${entry.entrance}` as 'evidence:entrances.gate', {
                      defaultValue: entry.entrance,
                    }),
                  entry.network,
                ]
                  .filter(Boolean)
                  .join(', ') || '–'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

/** What was handed over, who has seen it, and what became of it. */
export function ReceiptSecrets({ receipt, zone }: { receipt: AReceipt; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  return (
    <WideTable label={t('hand-overs:receipt')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('hand-overs:receiptWhat')}</th>
            <th scope="col">{t('hand-overs:receiptSeen')}</th>
            <th scope="col">{t('hand-overs:receiptGone')}</th>
            <th scope="col">{t('hand-overs:receiptChanged')}</th>
          </tr>
        </thead>
        <tbody>
          {receipt.secrets.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt does not change
            <tr key={index}>
              <td data-label={t('hand-overs:receiptWhat')}>
                {t(`hand-overs:kinds.${one.what as 'note'}`)}
                {one.label ? ` – ${one.label}` : ''}
              </td>
              <td data-label={t('hand-overs:receiptSeen')}>
                {one.lastSeenAt
                  ? t('hand-overs:seen', {
                      count: one.times,
                      by: one.seenBy ?? '',
                      at: say.exact(one.lastSeenAt),
                    })
                  : t('hand-overs:notSeen')}
              </td>
              <td data-label={t('hand-overs:receiptGone')}>
                {one.destroyedAt ? say.exact(one.destroyedAt) : '–'}
              </td>
              <td data-label={t('hand-overs:receiptChanged')}>
                <span className={one.rotation === 'due' ? 'bad' : ''}>
                  {t(`hand-overs:receiptRotation.${one.rotation}`)}
                  {one.rotatedAt ? ` ${say.exact(one.rotatedAt)} ✓` : ''}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  )
}

export function ReceiptFacts({ facts, zone }: { facts: readonly unknown[]; zone: string }) {
  const { t } = useWords()
  const words = useDeskWords()
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
                <td data-label={t('receipt.factNumber')}>{fact.seq}</td>
                <td data-label={t('receipt.factAt')}>{fact.at ? say.exact(fact.at) : ''}</td>
                <td data-label={t('receipt.factKind')}>
                  <span>
                    {fact.kind ? words.fact(fact.kind) : ''}
                    <br />
                    <span className="hash">{fact.kind}</span>
                  </span>
                </td>
                <td data-label={t('receipt.factHash')} className="hash">
                  <span className="no-print">{fact.hash ? `${fact.hash.slice(0, 16)} …` : ''}</span>
                  <span className="paper-only">{fact.hash}</span>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </WideTable>
  )
}

export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section className="table-scroll" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
