import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { addGroup, moveResource } from '#contract/resources.ts'
import { useAction } from '../../api/use-api.ts'
import { ProblemNote } from '../../desk/problem-note.tsx'
import { useWords } from '../../language.ts'
import { CheckPlates } from '../../ui/plates.tsx'
import type { AResource } from './scope-field.tsx'

/**
 * A group with what shall belong to it. Only what is in no group can be chosen: taking something out of another one would
 * end what people hold there, and nobody expects that here.
 */
export function MakeGroup({
  accountId,
  things,
  onMade,
  onCancel,
}: {
  accountId: string
  things: readonly AResource[]
  onMade: (group: AResource) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const add = useAction(addGroup)
  const move = useAction(moveResource)
  const [name, setName] = useState('')
  const [members, setMembers] = useState<string[]>([])
  const [made, setMade] = useState<AResource | null>(null)
  const [isTried, setTried] = useState(false)
  const free = things.filter(({ groupId }) => groupId === null)
  const make = async () => {
    setTried(true)
    if (name.trim() === '') return
    try {
      // A group that was made before something went wrong is not made twice.
      const group = made ?? (await add.run({ params: { accountId }, body: { name: name.trim() } }))
      setMade(group)
      for (const resourceId of members)
        await move.run({ params: { accountId, resourceId }, body: { groupId: group.id } })
      onMade(group)
    } catch {
      // Both say what went wrong themselves.
    }
  }
  return (
    <Stack className="note note-plain" role="group" aria-label={t('rights:where.makeGroup')}>
      <TextInput
        label={t('rights:where.groupName')}
        autoFocus
        maxLength={200}
        autoComplete="off"
        disabled={made !== null}
        value={name}
        onChange={event => setName(event.currentTarget.value)}
        onKeyDown={event => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          void make()
        }}
        error={isTried && name.trim() === '' ? t('rights:where.groupNameMissing') : null}
      />
      {free.length > 0 ? (
        <CheckPlates
          label={t('rights:where.groupMembers')}
          plates={free.map(thing => ({ value: thing.id, title: thing.name }))}
          values={members}
          onChange={setMembers}
        />
      ) : null}
      <Text size="sm" c="dimmed">
        {t('rights:where.groupOnlyFree')}
      </Text>
      <ProblemNote problem={add.problem ?? move.problem} />
      <Group>
        <Button onClick={() => void make()} loading={add.isRunning || move.isRunning}>
          {t('rights:where.make')}
        </Button>
        <Button variant="default" onClick={onCancel}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Stack>
  )
}
