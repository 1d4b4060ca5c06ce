import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useDeferredValue, useState } from 'react'
import { useWords } from '../../../language.ts'
import { saySeconds } from './say-seconds.ts'
import type { Line, Transcript } from './write-transcript.ts'

const atOnce = 200

/** What was shown, as lines: to be read out, searched, and jumped from. */
export function TranscriptView({
  transcript,
  isHere,
  onJump,
}: {
  transcript: Transcript
  isHere: boolean
  onJump: (to: number) => void
}) {
  const { t } = useWords()
  const [wanted, setWanted] = useState('')
  const [most, setMost] = useState(atOnce)
  const search = useDeferredValue(wanted.trim().toLowerCase())
  const { lines } = transcript
  const found = search ? lines.filter(({ text }) => text.toLowerCase().includes(search)) : lines
  return (
    <details>
      <summary className="summary">{t('recordings:asText')}</summary>
      <Stack gap="sm" mt="sm">
        <TextInput
          type="search"
          label={t('recordings:search')}
          value={wanted}
          onChange={event => {
            setWanted(event.currentTarget.value)
            setMost(atOnce)
          }}
        />
        <Text role="status" c="dimmed">
          {isHere && lines.length === 0
            ? t('recordings:empty')
            : t('recordings:found', { count: found.length })}
        </Text>
        {found.length > 0 ? (
          <ol className="transcript">
            {found.slice(0, most).map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing else, and are only added
              <li key={index}>
                <button
                  type="button"
                  className="transcript-jump numbers"
                  aria-label={t('recordings:jump', { at: saySeconds(line.at) })}
                  onClick={() => onJump(line.at)}
                >
                  {saySeconds(line.at)}
                </button>
                <OneLine line={line} />
              </li>
            ))}
          </ol>
        ) : null}
        {found.length > most ? (
          <Button variant="default" onClick={() => setMost(most + atOnce)}>
            {t('recordings:moreLines')}
          </Button>
        ) : null}
      </Stack>
    </details>
  )
}

function OneLine({ line: { text, isMark } }: { line: Line }) {
  const { t } = useWords()
  if (!isMark) return <pre>{text}</pre>
  const said = text.startsWith('left out:')
    ? t('recordings:leftOutHere')
    : text.startsWith('cut here:')
      ? t('recordings:cutHere')
      : t('recordings:mark', { text })
  return <strong>{said}</strong>
}
