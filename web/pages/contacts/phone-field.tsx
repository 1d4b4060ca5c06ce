import { TextInput, type TextInputProps } from '@mantine/core'
import { useRef } from 'react'

type Formatter = (text: string, country: string) => string

/** Fetched when somebody comes to the field: it knows the habits of every country, and weighs as much as many pages. */
async function loadFormatter(): Promise<Formatter> {
  const { AsYouType, isSupportedCountry } = await import('libphonenumber-js/min')
  return (text, country) => new AsYouType(isSupportedCountry(country) ? country : undefined).input(text)
}

/** A phone number that gets its gaps while it is typed at its end; what is corrected in the middle stays as it is. */
export function PhoneField({
  value,
  country,
  onType,
  ...props
}: Omit<TextInputProps, 'value' | 'onChange'> & {
  value: string
  country: string
  onType: (text: string) => void
}) {
  const format = useRef<Formatter | null>(null)
  const type = (input: HTMLInputElement) => {
    const text = input.value
    const isAtEnd = input.selectionStart === text.length && text.length > value.length
    const isPlain = /^\+?[\d\s()-]*$/.test(text)
    onType(isAtEnd && isPlain && format.current ? format.current(text, country) : text)
  }
  return (
    <TextInput
      {...props}
      type="tel"
      inputMode="tel"
      autoComplete="off"
      maxLength={200}
      value={value}
      onFocus={() => {
        // Without it the number is typed as it is, which is right too.
        loadFormatter().then(
          loaded => {
            format.current = loaded
          },
          () => undefined,
        )
      }}
      onChange={event => type(event.currentTarget)}
    />
  )
}
