import type { Static } from 'typebox'
import { consolePaths } from '#contract/paths.ts'
import type { Receipt } from '#contract/proof.ts'
import type { Block, Paper, Part } from './paper.ts'
import { fill, type Words } from './words.ts'

export type AReceipt = Static<typeof Receipt>

/** Paper has an end: so many facts are printed, the others are in the attached receipt as all of them are. */
const factsOnPaper = 300

/** A receipt in the words of its reader. */
export function tellReceipt(receipt: AReceipt, words: Words, url: string): Paper {
  const { evidence, receipt: t } = words
  const { grant } = receipt
  const where = grant.resource ?? words.wholeAccount
  return {
    language: words.language,
    title: t.title,
    subtitle: fill(grant.resource === null ? t.subtitle_account : t.subtitle, {
      subject: grant.subject,
      where,
    }),
    at: new Date(receipt.issuedAt),
    parts: [
      ...tellBeginning(receipt, words),
      tellEntries(receipt, words),
      ...tellArtefacts(receipt, words),
      ...tellSections(receipt, words),
      ...tellEnd(receipt, words),
      tellFacts(receipt, words),
      {
        title: t.signature,
        blocks: [
          facts([
            [t.address, url + consolePaths.receipt(receipt.account.id, grant.id)],
            [t.ledger, fill(t.ledgerAt, { seq: receipt.ledger.seq, at: words.at(receipt.ledger.at)! })],
            [t.factHash, receipt.ledger.hash, 'hash'],
            [fill(t.signatureBy, { key: receipt.keyId }), receipt.signature, 'hash'],
            [t.key, receipt.publicKey, 'hash'],
            [t.issuedAt, words.at(receipt.issuedAt)],
          ]),
        ],
      },
    ],
    foot: [evidence.pdfAttached],
    missingSigns: evidence.pdfMissingSigns,
    pageOf: (page, pages) => fill(evidence.page, { page, pages }),
    attached: {
      name: `einlass-receipt-${grant.id}.json`,
      text: JSON.stringify(receipt),
      says: evidence.pdfAttached,
    },
  }
}

function tellBeginning(receipt: AReceipt, words: Words): Part[] {
  const { evidence, receipt: t } = words
  const { grant, asked, decided } = receipt
  const permissions = (some: readonly string[]) => some.map(words.permission).join(', ')
  const changes = [
    ...(decided.notGiven.length > 0 ? [`${evidence.notGiven}: ${permissions(decided.notGiven)}`] : []),
    ...(decided.givenBeyond.length > 0
      ? [`${evidence.givenBeyond}: ${permissions(decided.givenBeyond)}`]
      : []),
  ]
  return [
    {
      title: t.grant,
      blocks: [
        facts([
          [t.account, receipt.account.name],
          [t.subject, grant.subject],
          [t.resource, grant.resource ?? words.wholeAccount],
          [t.door, words.door(grant.door)],
          [t.permissions, permissions(grant.permissions)],
          [t.begins, words.at(grant.beginsAt)],
          [t.ends, grant.endsAt ? words.at(grant.endsAt) : words.withoutEnd],
          [t.caseNumber, grant.caseNumber],
          [t.reason, grant.reason],
          [t.state, words.state(receipt.state)],
        ]),
      ],
    },
    {
      title: evidence.asked,
      blocks: asked
        ? [
            facts([
              [evidence.askedBy, words.signed(asked.by)],
              [evidence.askedAt, words.at(asked.at)],
              [t.caseNumber, asked.caseNumber],
              [
                evidence.wants,
                asked.wants
                  .map(
                    ({ permission, reason }) => words.permission(permission) + (reason ? ` – ${reason}` : ''),
                  )
                  .join('; '),
              ],
              [
                evidence.askedUntil,
                asked.until ? words.at(asked.until) : asked.preset && words.preset(asked.preset),
              ],
              ...asked.says.map(({ what, value }): Pair => [words.says(what), words.value(value)]),
            ]),
          ]
        : [{ say: evidence.notAsked }],
    },
    {
      title: evidence.decided,
      blocks: [
        facts([
          [t.decidedBy, words.signed(decided.by)],
          [evidence.decidedAt, words.at(decided.at)],
          [evidence.outcome, words.outcome(decided.outcome ?? 'given')],
          [evidence.changes, changes.length > 0 ? changes.join('; ') : asked && evidence.asAsked],
          [t.note, decided.note],
        ]),
      ],
    },
  ]
}

function tellEntries({ entries }: AReceipt, words: Words): Part {
  const { evidence, receipt: t } = words
  if (entries.length === 0) return { title: t.entries, blocks: [{ say: t.noEntries }] }
  return {
    title: t.entries,
    blocks: [
      table(
        [
          [t.entryPerson, 0.2],
          [t.entryOpened, 0.18],
          [t.entryClosed, 0.24],
          [t.entryRefused, 0.18],
          [evidence.entrance, 0.2],
        ],
        entries.map(entry => [
          entry.person,
          words.at(entry.openedAt)!,
          `${words.at(entry.closedAt) ?? t.stillInside}${entry.cause ? ` – ${words.cause(entry.cause)}` : ''}`,
          words.at(entry.refusedAt) ?? (entry.closedAt ? t.notConfirmed : '–'),
          [entry.entrance && words.entrance(entry.entrance), entry.network].filter(Boolean).join(', ') || '–',
        ]),
      ),
    ],
  }
}

function tellArtefacts({ artefacts }: AReceipt, words: Words): Part[] {
  const { evidence } = words
  if (artefacts.length === 0) return []
  const proofOf = ({ goneAt, witness, confirmedBy, how, error }: AReceipt['artefacts'][number]) => {
    if (!goneAt) return [evidence.artefactStays, error].filter(Boolean).join(': ')
    const seen =
      witness === 'person'
        ? fill(evidence.byPerson, { by: words.signed(confirmedBy ?? '') })
        : fill(evidence.byMachine, { how: how ?? '' })
    return `${words.at(goneAt)} – ${seen}`
  }
  return [
    {
      title: evidence.artefacts,
      blocks: [
        table(
          [
            [evidence.artefact, 0.24],
            [evidence.artefactWanted, 0.18],
            [evidence.artefactPresent, 0.18],
            [evidence.artefactGone, 0.4],
          ],
          artefacts.map(one => [
            `${one.system}: ${one.kind}`,
            words.at(one.wantedAt) ?? '–',
            words.at(one.presentAt) ?? '–',
            proofOf(one),
          ]),
        ),
      ],
    },
  ]
}

function tellSections({ sections }: AReceipt, words: Words): Part[] {
  const { evidence, receipt: t } = words
  return sections.map(({ section, facts: told }) => ({
    title: words.section(section),
    blocks: [
      table(
        [
          [t.factAt, 0.2],
          [evidence.what, 0.25],
          [evidence.who, 0.2],
          [evidence.more, 0.35],
        ],
        told
          .slice(0, factsOnPaper)
          .map(fact => [
            words.at(fact.at)!,
            words.kind(fact.kind),
            words.signed(fact.by) +
              (fact.person ? `, ${fill(evidence.concerns, { person: fact.person })}` : ''),
            fact.says.map(({ what, value }) => `${words.says(what)}: ${words.value(value)}`).join('; ') ||
              '–',
          ]),
      ),
      ...moreThan(told.length, words),
    ],
  }))
}

function tellEnd({ ending, witnesses, notConfirmed }: AReceipt, words: Words): Part[] {
  const { evidence, receipt: t } = words
  return [
    {
      title: t.ending,
      blocks: ending
        ? [
            facts([
              [t.endedAt, words.at(ending.at)],
              [t.endedBy, words.signed(ending.by)],
              [t.cause, words.cause(ending.cause)],
              [t.note, ending.note],
              [t.confirmedAt, words.at(ending.confirmedAt) ?? t.notConfirmed],
            ]),
          ]
        : [{ say: t.notEnded }],
    },
    ...(witnesses.length > 0
      ? [
          {
            title: evidence.witnesses,
            blocks: [facts(witnesses.map(({ kind, how }): Pair => [words.witness(kind), how]))],
          },
        ]
      : []),
    ...(notConfirmed.length > 0
      ? [
          {
            title: evidence.notConfirmed,
            blocks: [
              { say: evidence.notConfirmedHint },
              ...notConfirmed.map(({ what, name, why }) => ({
                say: `– ${fill(evidence.open[what], { name })}${why ? ` (${why})` : ''}`,
              })),
            ],
          },
        ]
      : []),
  ]
}

function tellFacts(receipt: AReceipt, words: Words): Part {
  const t = words.receipt
  const told = receipt.facts as { seq: number; at: string; kind: string; hash: string }[]
  return {
    title: t.facts,
    onNewPage: true,
    blocks: [
      {
        table: {
          columns: [
            { title: t.factNumber, share: 0.08 },
            { title: t.factAt, share: 0.22 },
            { title: t.factKind, share: 0.28 },
            { title: t.factHash, share: 0.42 },
          ],
          rows: told
            .slice(0, factsOnPaper)
            .map(({ seq, at, kind, hash }) => [
              { text: String(seq) },
              { text: words.at(at)! },
              { text: words.kind(kind) },
              { text: hash, is: 'hash' },
            ]),
        },
      },
      ...moreThan(told.length, words),
    ],
  }
}

function moreThan(count: number, { evidence }: Words): Block[] {
  return count > factsOnPaper ? [{ say: fill(evidence.pdfMoreFacts, { count: count - factsOnPaper }) }] : []
}

type Pair = readonly [label: string, text: string | null | undefined, is?: 'hash']

/** Left out where there is nothing to say. */
function facts(pairs: readonly Pair[]): Block {
  return {
    facts: pairs.flatMap(([label, text, is]) => (text ? [{ label, text, ...(is ? { is } : {}) }] : [])),
  }
}

function table(columns: readonly (readonly [string, number])[], rows: readonly (readonly string[])[]): Block {
  return {
    table: {
      columns: columns.map(([title, share]) => ({ title, share })),
      rows: rows.map(cells => cells.map(text => ({ text }))),
    },
  }
}
