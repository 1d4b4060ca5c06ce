import { Text } from '@mantine/core'
import { useWords } from '../language.ts'
import { Fact, Facts } from '../ui/facts.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Card } from './receipt-card.tsx'
import { type AReceipt, WideTable } from './receipt-tables.tsx'
import { useDeskWords } from './words.ts'

type Part = { receipt: AReceipt; zone: string }

/** A code as a word of the receipt; one that this console does not know is shown as it is. */
function useReceiptWords() {
  const { t } = useWords()
  return (group: 'sections' | 'says' | 'outcomes' | 'witness', code: string) =>
    t(`evidence:${group}.${code}` as 'evidence:what', { defaultValue: code })
}

/** An instant of a fact as people write it; everything else as it is. */
function sayValue(value: string, exact: (at: string) => string): string {
  return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? exact(value) : value
}

/** Who asked for it and why, who said yes, and what he changed. */
export function ReceiptBeginning({ receipt: { asked, decided }, zone }: Part) {
  const { t } = useWords()
  const word = useReceiptWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  const changes = [
    ...(decided.notGiven.length > 0
      ? [`${t('evidence:notGiven')}: ${words.permissions(decided.notGiven)}`]
      : []),
    ...(decided.givenBeyond.length > 0
      ? [`${t('evidence:givenBeyond')}: ${words.permissions(decided.givenBeyond)}`]
      : []),
  ]
  return (
    <>
      <Card title={t('evidence:asked')}>
        {asked ? (
          <Facts>
            <Fact label={t('evidence:askedBy')}>{words.signed(asked.by)}</Fact>
            <Fact label={t('evidence:askedAt')}>{say.exact(asked.at)}</Fact>
            <Fact label={t('receipt.caseNumber')}>{asked.caseNumber}</Fact>
            <Fact label={t('evidence:wants')}>
              {asked.wants.map(({ permission, reason }) => (
                <div key={permission}>
                  {words.permissions([permission])}
                  {reason ? ` – ${reason}` : ''}
                </div>
              ))}
            </Fact>
            <Fact label={t('evidence:askedUntil')}>
              {asked.until ? say.exact(asked.until) : asked.preset && words.preset(asked.preset)}
            </Fact>
            {asked.says.map(({ what, value }) => (
              <Fact key={what} label={word('says', what)}>
                {sayValue(value, say.exact)}
              </Fact>
            ))}
          </Facts>
        ) : (
          <Text>{t('evidence:notAsked')}</Text>
        )}
      </Card>
      <Card title={t('evidence:decided')}>
        <Facts>
          <Fact label={t('receipt.decidedBy')}>{words.signed(decided.by)}</Fact>
          <Fact label={t('evidence:decidedAt')}>{say.exact(decided.at)}</Fact>
          <Fact label={t('evidence:outcome')}>{word('outcomes', decided.outcome ?? 'given')}</Fact>
          <Fact label={t('evidence:changes')}>
            {changes.length > 0 ? changes.join('; ') : asked && t('evidence:asAsked')}
          </Fact>
          <Fact label={t('receipt.note')}>{decided.note}</Fact>
        </Facts>
      </Card>
    </>
  )
}

/** What was made in foreign systems, and everything else that happened; each part only when there is something in it. */
export function ReceiptVisit({ receipt: { artefacts, sections }, zone }: Part) {
  const { t } = useWords()
  const word = useReceiptWords()
  const words = useDeskWords()
  const say = useSaying(zone)
  return (
    <>
      {artefacts.length > 0 ? (
        <Card title={t('evidence:artefacts')}>
          <WideTable label={t('evidence:artefacts')}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('evidence:artefact')}</th>
                  <th scope="col">{t('evidence:artefactWanted')}</th>
                  <th scope="col">{t('evidence:artefactPresent')}</th>
                  <th scope="col">{t('evidence:artefactGone')}</th>
                </tr>
              </thead>
              <tbody>
                {artefacts.map(one => (
                  <tr key={one.id}>
                    <td data-label={t('evidence:artefact')}>
                      <span>
                        {one.system}: {one.kind}
                      </span>
                    </td>
                    <td data-label={t('evidence:artefactWanted')}>
                      {one.wantedAt ? say.exact(one.wantedAt) : '–'}
                    </td>
                    <td data-label={t('evidence:artefactPresent')}>
                      {one.presentAt ? say.exact(one.presentAt) : '–'}
                    </td>
                    <td data-label={t('evidence:artefactGone')}>
                      {one.goneAt ? (
                        <span className="good">
                          {say.exact(one.goneAt)} ✓{' '}
                          {one.witness === 'person'
                            ? t('evidence:byPerson', { by: words.signed(one.confirmedBy ?? '') })
                            : t('evidence:byMachine', { how: one.how ?? '' })}
                        </span>
                      ) : (
                        <span className="bad">
                          {t('evidence:artefactStays')}
                          {one.error ? `: ${one.error}` : ''}
                        </span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </Card>
      ) : null}
      {sections.map(({ section, facts }) => (
        <Card key={section} title={word('sections', section)}>
          <WideTable label={word('sections', section)}>
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{t('receipt.factAt')}</th>
                  <th scope="col">{t('evidence:what')}</th>
                  <th scope="col">{t('evidence:who')}</th>
                  <th scope="col">{t('evidence:more')}</th>
                </tr>
              </thead>
              <tbody>
                {facts.map(fact => (
                  <tr key={fact.seq}>
                    <td data-label={t('receipt.factAt')}>{say.exact(fact.at)}</td>
                    <td data-label={t('evidence:what')}>{words.fact(fact.kind)}</td>
                    <td data-label={t('evidence:who')}>
                      <span>
                        {words.signed(fact.by)}
                        {fact.person ? `, ${t('evidence:concerns', { person: fact.person })}` : ''}
                      </span>
                    </td>
                    <td data-label={t('evidence:more')}>
                      <span className="receipt-says">
                        {fact.says
                          .map(({ what, value }) => `${word('says', what)}: ${sayValue(value, say.exact)}`)
                          .join('; ') || '–'}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </WideTable>
        </Card>
      ))}
    </>
  )
}

/** What vouches for the end, and what is still without a witness. */
export function ReceiptWitnesses({ receipt: { witnesses, notConfirmed } }: { receipt: AReceipt }) {
  const { t } = useWords()
  const word = useReceiptWords()
  return (
    <>
      {witnesses.length > 0 ? (
        <Card title={t('evidence:witnesses')}>
          <Facts>
            {witnesses.map(({ id, kind, how }) => (
              <Fact key={id} label={word('witness', kind)}>
                {how}
              </Fact>
            ))}
          </Facts>
        </Card>
      ) : null}
      {notConfirmed.length > 0 ? (
        <Card title={t('evidence:notConfirmed')}>
          <Text>{t('evidence:notConfirmedHint')}</Text>
          <ul>
            {notConfirmed.map(({ what, name, why }) => (
              <li key={`${what} ${name}`}>
                {t(`evidence:open.${what}`, { name })}
                {why ? ` (${why})` : ''}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  )
}
