import type { Static } from 'typebox'
import type { RegistrantData } from '#contract/holders.ts'
import { useWords } from '../../language.ts'
import { Fact, Facts } from '../../ui/facts.tsx'

/** A registrant as people there write it. */
export function RegistrantFacts({
  registrant,
}: {
  registrant: Pick<Static<typeof RegistrantData>, 'postal' | 'voice' | 'email'>
}) {
  const { t } = useWords()
  const { postal, voice, email } = registrant
  const local = postal.find(({ form }) => form === 'loc') ?? postal[0]
  if (!local) return null
  const { name, organisation, street, postcode, city, area, country } = local
  const lines = [...street, [postcode, city].filter(Boolean).join(' '), area, country]
  return (
    <Facts>
      <Fact label={t('holders:field.name')}>{name}</Fact>
      <Fact label={t('holders:field.organisation')}>{organisation}</Fact>
      <Fact label={t('holders:address')}>{lines.filter(Boolean).join(', ')}</Fact>
      <Fact label={t('holders:field.phone')}>
        {voice && [voice.number, voice.extension].filter(Boolean).join(' x ')}
      </Fact>
      <Fact label={t('holders:field.email')}>{email}</Fact>
    </Facts>
  )
}
