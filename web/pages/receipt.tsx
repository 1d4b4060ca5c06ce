import { Button, Group } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { consolePaths } from '#contract/paths.ts'
import { readReceipt, readReceiptPdf } from '#contract/proof.ts'
import { addressOf } from '../api/call.ts'
import { useZone } from '../api/me.ts'
import { useAnswer } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { ReceiptSheet } from '../desk/receipt-sheet.tsx'
import { useWords } from '../language.ts'
import { patterns } from '../paths.ts'
import { NothingHerePage } from '../shell/edge-pages.tsx'
import { PageLink } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { Wordmark } from '../ui/wordmark.tsx'

/** What can be proven of a grant, on paper or as the signed file. */
export function ReceiptPage() {
  const { accountId, grantId } = useParams({ from: patterns.receipt })
  const { t, language } = useWords()
  const zone = useZone(accountId)
  const { data: receipt, error, refetch } = useAnswer(readReceipt, { params: { accountId, grantId } })
  if (error?.code === 'not-found') return <NothingHerePage />
  return (
    <Page
      title={t('receipt.title')}
      above={
        <>
          <span className="paper-only">
            <Wordmark />
          </span>
          <span className="no-print">
            <PageLink to={consolePaths.grant(accountId, grantId)}>{t('common.back')}</PageLink>
          </span>
        </>
      }
      below={
        receipt
          ? t('receipt.subtitle', {
              subject: receipt.grant.subject,
              where: receipt.grant.resource ?? '',
              context: receipt.grant.resource === null ? 'account' : '',
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
              href={addressOf(readReceiptPdf, { accountId, grantId }, { language })}
              download={`einlass-receipt-${grantId}.pdf`}
            >
              {t('evidence:pdf')}
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
      <ProblemNote problem={error} onAgain={() => void refetch()} />
      {receipt ? (
        <ReceiptSheet receipt={receipt} zone={zone} />
      ) : error ? null : (
        <Waiting label={t('common.loading')} cards={2} height={260} />
      )}
    </Page>
  )
}
