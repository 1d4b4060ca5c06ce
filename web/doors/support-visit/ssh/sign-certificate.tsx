import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { AnswerOf } from '#contract/endpoint.ts'
import type { listSshKeys } from '#contract/ssh-keys.ts'
import { signSshCertificate } from '#contract/ssh-visits.ts'
import { useAction } from '../../../api/use-api.ts'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { useSaying } from '../../../ui/moment.tsx'
import { Note } from '../../../ui/note.tsx'
import { Section } from '../../../ui/page.tsx'

type SshKey = AnswerOf<typeof listSshKeys>['items'][number]

/** A certificate for one of the visitor's keys, for servers that trust the desk. */
export function SignCertificate({
  grantId,
  keys,
  zone,
}: {
  grantId: string
  keys: readonly SshKey[]
  zone: string
}) {
  const { t } = useWords()
  const say = useSaying(zone)
  const action = useAction(signSshCertificate)
  const [chosen, setChosen] = useState('')
  const [signed, setSigned] = useState<AnswerOf<typeof signSshCertificate> | null>(null)
  const keyId = keys.some(key => key.id === chosen) ? chosen : keys[0]!.id
  return (
    <div className="card">
      <Section title={t('ssh-way:certificate')}>
        <Text c="dimmed">{t('ssh-way:certificateHint')}</Text>
        <NativeSelect
          label={t('ssh-way:key')}
          value={keyId}
          onChange={event => setChosen(event.currentTarget.value)}
          data={keys.map(key => ({ value: key.id, label: `${key.name} (${key.type})` }))}
        />
        <ProblemNote problem={action.problem} />
        <Group>
          <Button
            loading={action.isRunning}
            onClick={() =>
              void action.run({ params: { grantId }, body: { keyId } }).then(setSigned, () => {})
            }
          >
            {t('ssh-way:sign')}
          </Button>
        </Group>
        {signed ? (
          <Stack gap="xs">
            <Note tone="good" live="status">
              {t('ssh-way:signed', { at: say.instant(signed.validUntil) })}
            </Note>
            <pre className="code code-whole">{signed.certificate}</pre>
            <Group>
              <CopyButton text={signed.certificate} label={t('ssh-way:copyCertificate')} />
            </Group>
          </Stack>
        ) : null}
      </Section>
    </div>
  )
}
