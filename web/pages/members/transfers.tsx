import { Stack } from '@mantine/core'
import { useState } from 'react'
import { listTransfers } from '#contract/members.ts'
import { useAnswer } from '../../api/use-api.ts'
import { Note } from '../../ui/note.tsx'
import { TransferNote } from './transfer-note.tsx'

/** Every account that is about to change hands, from this person or to him. */
export function Transfers() {
  const { data } = useAnswer(listTransfers, {}, { everyMs: 60_000 })
  const [done, setDone] = useState<string | null>(null)
  return (
    <Stack gap="sm">
      <div role="status">{done ? <Note tone="good">{done}</Note> : null}</div>
      {data?.items.map(transfer => (
        <TransferNote key={transfer.id} transfer={transfer} onDone={setDone} />
      ))}
    </Stack>
  )
}
