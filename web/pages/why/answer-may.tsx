import { Group, Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { explain } from '#contract/proof.ts'
import { useWords } from '../../language.ts'
import { DoorOpenIcon, DoorShutIcon } from '../../ui/icons.tsx'
import { useSaying } from '../../ui/moment.tsx'
import { Section } from '../../ui/page.tsx'
import { BecauseCard } from './because-card.tsx'
import type { Question } from './question.ts'
import { useSayWhat } from './say-what.ts'

type Explained = AnswerOf<typeof explain>

/** Yes or no in a sentence, and every access that has to do with it. */
export function AnswerMay({
  answer,
  question,
  accountId,
  shop,
  zone,
}: {
  answer: Explained
  question: Question
  accountId: string
  /** The name of the shop; null: the whole account. */
  shop: string | null
  zone: string
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const what = useSayWhat()(question.permission, shop)
  const sayReason = useSayReason()
  const isThen = question.at !== null
  const { allowed, asOwner, because, whyNot, at } = answer
  const person = answer.person.name
  const said = { ...what, person, at: say.instant(at) }
  const sentence = isThen
    ? t(allowed ? 'why:could' : 'why:couldNot', said)
    : t(allowed ? 'why:may' : 'why:mayNot', said)
  const place = { person, accountId, zone }
  return (
    <>
      <div className={`note ${allowed ? 'note-open' : 'note-plain'}`} role="status">
        <Group gap="md" wrap="nowrap">
          {allowed ? <DoorOpenIcon size={34} /> : <DoorShutIcon size={34} />}
          <div>
            <Text fz="xl" fw={650} lh={1.25}>
              {sentence}
            </Text>
            {asOwner && allowed && because.length === 0 ? (
              <Text mt={4}>{t(isThen ? 'why:wasOwner' : 'why:asOwner', { person })}</Text>
            ) : null}
            {asOwner && !allowed ? (
              <Text mt={4}>{t(isThen ? 'why:ownerNeededToo' : 'why:ownerNeedsToo', { person })}</Text>
            ) : null}
            {!asOwner && !allowed && whyNot.length === 0 ? (
              <Text mt={4}>{t(isThen ? 'why:whyNotNothingThen' : 'why:whyNotNothing', { person })}</Text>
            ) : null}
          </div>
        </Group>
      </div>
      {because.length > 0 ? (
        <Section title={t(isThen ? 'why:becauseThen' : 'why:because')}>
          {because.map(one => (
            <BecauseCard key={one.grantId} because={one} {...place} />
          ))}
        </Section>
      ) : null}
      {whyNot.length > 0 ? (
        <Section title={t(allowed ? 'why:alsoNot' : isThen ? 'why:whyNotThen' : 'why:whyNot')}>
          {whyNot.map(one => (
            <BecauseCard key={one.grantId} because={one} reason={sayReason(one.reason)} {...place} />
          ))}
        </Section>
      ) : null}
    </>
  )
}

function useSayReason(): (reason: string) => string {
  const { t } = useWords()
  return reason =>
    t(`why:reason.${reason}` as 'why:reason.ended', { defaultValue: t('why:reason.other', { reason }) })
}
