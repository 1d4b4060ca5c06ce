import { Text } from '@mantine/core'
import { verifyLedger } from '#contract/proof.ts'
import { useAnswer } from '../api/use-api.ts'
import { useWords } from '../language.ts'
import { WarnIcon } from '../ui/icons.tsx'
import { useSaying } from '../ui/moment.tsx'
import { Tag } from '../ui/note.tsx'

/** Whether the chain of facts is complete, recomputed by the desk for this view. */
export function ChainBadge({ accountId, zone }: { accountId: string; zone: string }) {
  const { t } = useWords()
  const say = useSaying(zone)
  const { data, error } = useAnswer(verifyLedger, { params: { accountId } })
  return (
    <div role="status">
      {error ? (
        <Tag>{t('grant.chainUnknown')}</Tag>
      ) : !data ? (
        <Tag>{t('grant.chainChecking')}</Tag>
      ) : data.intact ? (
        <Tag tone="good">{t('grant.chain')}</Tag>
      ) : (
        <Tag tone="bad" icon={<WarnIcon size={15} />}>
          {t('grant.chainBroken', { seq: data.brokenAt ?? '?' })}
        </Tag>
      )}
      {/* The line is there before its words, so that what stands below stays where it is. */}
      <Text size="sm" c="dimmed" mt={4} mih="1.4rem">
        {data?.intact ? t('grant.chainFacts', { count: data.facts, at: say.second(data.checkedAt) }) : null}
      </Text>
    </div>
  )
}
