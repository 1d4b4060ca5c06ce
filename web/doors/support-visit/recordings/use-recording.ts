import { useEffect, useRef, useState } from 'react'
import { watchRecording } from '#contract/recordings.ts'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { type EventReader, openEventReader } from './read-events.ts'
import { openTranscript, type Transcript } from './write-transcript.ts'

export type Watched = {
  reader: EventReader
  transcript: Transcript
  /** As it came: together the file whose checksum the ledger tells. */
  file: readonly string[]
  /** Rises with everything that comes. */
  version: number
  /** Everything that there is so far has come. */
  isHere: boolean
  /** Nothing more will come. */
  isOver: boolean
  problem: Problem | null
  again(): void
}

type Params = { accountId: string; grantId: string; recordingId: string }

const askAgainMs = 1_000

/** Fetches a recording piece by piece, and while it runs what comes to it. */
export function useRecording({ accountId, grantId, recordingId }: Params): Watched {
  const kept = useRef<{ reader: EventReader; transcript: Transcript; file: string[]; next: number }>(null)
  kept.current ??= { reader: openEventReader(), transcript: openTranscript(), file: [], next: 0 }
  const { reader, transcript, file } = kept.current
  const [state, setState] = useState({
    version: 0,
    isHere: false,
    isOver: false,
    problem: null as Problem | null,
  })
  const [tries, setTries] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is another reason to begin
  useEffect(() => {
    const stopping = new AbortController()
    const { signal } = stopping
    const held = kept.current!
    const fetchAll = async () => {
      while (!signal.aborted) {
        const { text, next, isOver } = await call(
          watchRecording,
          { params: { accountId, grantId, recordingId }, body: { after: held.next } },
          { signal },
        )
        if (signal.aborted) return
        const isNew = next > held.next
        held.next = next
        if (isNew) take(held, text)
        if (isOver) held.transcript.end()
        setState(before => ({
          version: before.version + 1,
          isHere: isOver || !isNew,
          isOver,
          problem: null,
        }))
        if (isOver) return
        if (!isNew) await pause(signal)
      }
    }
    fetchAll().catch((error: unknown) => {
      if (!signal.aborted && error instanceof Problem)
        setState(before => ({ ...before, isHere: true, problem: error }))
    })
    return () => stopping.abort()
  }, [accountId, grantId, recordingId, tries])

  return { reader, transcript, file, ...state, again: () => setTries(before => before + 1) }
}

function take(held: { reader: EventReader; transcript: Transcript; file: string[] }, text: string): void {
  const before = held.reader.events.length
  held.file.push(text)
  held.reader.push(text)
  for (const event of held.reader.events.slice(before)) held.transcript.push(event)
}

/** A moment; as long as nobody looks at the page, nothing is asked. */
async function pause(signal: AbortSignal): Promise<void> {
  do {
    await new Promise(resolve => setTimeout(resolve, askAgainMs))
  } while (document.hidden && !signal.aborted)
}
