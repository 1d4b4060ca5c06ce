import { Fieldset, NativeSelect, Stack, Textarea, TextInput } from '@mantine/core'
import { countries } from '#contract/countries.ts'
import { useWords } from '../../language.ts'
import type { FormDraft, FormField } from './contact-draft.ts'
import { useFieldWords } from './field-words.tsx'
import { useCountryName } from './say-finding.ts'
import type { ContactCheck } from './use-contact-check.ts'

/** The country first; what else an address has there, and in which order, the desk says. */
export function AddressFields({
  draft,
  check,
  onType,
  onChoose,
}: {
  draft: FormDraft
  check: ContactCheck
  onType: (field: FormField, value: string) => void
  onChoose: (field: FormField, value: string) => void
}) {
  const { t, language } = useWords()
  const words = useFieldWords(check)
  const countryName = useCountryName()
  const choices = countries
    .map(value => ({ value, label: countryName(value) }))
    .sort((a, b) => a.label.localeCompare(b.label, language))
  const form = check.data?.form
  const fields = form?.fields.map(({ field }) => field) ?? (['street', 'postcode', 'city'] as const)
  return (
    <Fieldset legend={`${t('contacts:addressLabel')} (${t('common.optional')})`}>
      <Stack>
        <NativeSelect
          label={t('contacts:field.country')}
          {...words('country', t('contacts:countryHint'))}
          value={draft.country}
          onChange={event => onChoose('country', event.currentTarget.value)}
          data={[{ value: '', label: t('contacts:choose') }, ...choices]}
        />
        {fields.map(field =>
          field === 'street' ? (
            <Textarea
              key={field}
              label={t('contacts:field.street')}
              {...words('street', t('contacts:streetHint'))}
              rows={2}
              maxLength={900}
              autoComplete="off"
              value={draft.street}
              onChange={event => onType('street', event.currentTarget.value)}
            />
          ) : field === 'area' && form && form.areas.length > 0 ? (
            <NativeSelect
              key={field}
              label={t('contacts:field.area')}
              {...words('area')}
              value={draft.area}
              onChange={event => onChoose('area', event.currentTarget.value)}
              data={[
                { value: '', label: t('contacts:choose') },
                ...(draft.area === '' || form.areas.some(({ value }) => value === draft.area)
                  ? []
                  : [draft.area]),
                ...form.areas,
              ]}
            />
          ) : (
            <TextInput
              key={field}
              label={t(`contacts:field.${field}`)}
              {...words(
                field,
                field === 'postcode' && form?.postcodeExample
                  ? t('contacts:postcodeHint', { example: form.postcodeExample })
                  : undefined,
              )}
              maxLength={900}
              autoComplete="off"
              value={draft[field]}
              onChange={event => onType(field, event.currentTarget.value)}
            />
          ),
        )}
      </Stack>
    </Fieldset>
  )
}
