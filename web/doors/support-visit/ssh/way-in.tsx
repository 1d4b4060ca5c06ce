import { Group, Stack, Text } from '@mantine/core'
import type { AnswerOf } from '#contract/endpoint.ts'
import { consolePaths } from '#contract/paths.ts'
import { listSshKeys } from '#contract/ssh-keys.ts'
import { readSshWay } from '#contract/ssh-visits.ts'
import { useZone } from '../../../api/me.ts'
import { liveEveryMs, useAnswer } from '../../../api/use-api.ts'
import { Until } from '../../../desk/countdown.tsx'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useDeskWords } from '../../../desk/words.ts'
import { useWords } from '../../../language.ts'
import { CopyButton } from '../../../ui/copy-button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Fact, Facts } from '../../../ui/facts.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Section } from '../../../ui/page.tsx'
import { Waiting } from '../../../ui/waiting.tsx'
import { SignCertificate } from './sign-certificate.tsx'

export type Way = AnswerOf<typeof readSshWay>

/**
 * How a visitor gets into the server of his visit: through the SSH door, or with a certificate. Its words are the area
 * 'ssh-way'; whoever shows it learns them with his page.
 */
export function WayIn({ grantId }: { grantId: string }) {
  const { t } = useWords()
  const words = useDeskWords()
  const zone = useZone()
  const { data, error, refetch } = useAnswer(readSshWay, { params: { grantId } }, { everyMs: liveEveryMs })
  const keys = useAnswer(listSshKeys, {})
  if (error?.code === 'not-found') return <Empty title={t('ssh-way:notOpen')} />
  if (!data)
    return error ? (
      <ProblemNote problem={error} onAgain={() => void refetch()} />
    ) : (
      <Waiting label={t('common.loading')} cards={1} height={220} />
    )
  const valid = keys.data?.items.filter(key => key.removedAt === null) ?? []
  return (
    <Stack>
      <div className="card">
        <Facts>
          <Fact label={t('grant.where')}>{data.resource.name}</Fact>
          <Fact label={t('ssh-way:may')}>{words.permissions(data.permissions)}</Fact>
          <Fact label={t('ssh-way:until')}>
            <Until until={data.until} zone={zone} />
          </Fact>
        </Facts>
      </div>
      <ProblemNote problem={keys.error} onAgain={() => void keys.refetch()} />
      {keys.data && valid.length === 0 ? (
        <Empty title={t('ssh-way:keysFirst')}>
          <LinkButton to={consolePaths.settingsSsh()}>{t('ssh-way:toKeys')}</LinkButton>
        </Empty>
      ) : null}
      <Door way={data} />
      {data.can.certificate === true && valid.length > 0 ? (
        <SignCertificate grantId={grantId} keys={valid} zone={zone} />
      ) : null}
    </Stack>
  )
}

function Door({ way: { door, server, permissions } }: { way: Way }) {
  const { t } = useWords()
  if (!server || !door)
    return (
      <div className="card">
        <Text>{t(server ? 'ssh-way:noDoor' : 'ssh-way:notConnected')}</Text>
      </div>
    )
  const { host, port, login, hostFingerprint } = door
  const has = (permission: string) => permissions.includes(permission)
  const commands = [
    ...(has('server.shell') || has('server.command')
      ? [[t('ssh-way:shell'), `ssh -p ${port} ${login}@${host}`] as const]
      : []),
    ...(has('server.files') ? [[t('ssh-way:files'), `sftp -P ${port} ${login}@${host}`] as const] : []),
  ]
  return (
    <div className="card">
      <Section title={t('ssh-way:door')}>
        <Text c="dimmed">{t('ssh-way:doorHint')}</Text>
        {commands.map(([name, command]) => (
          <Stack key={name} gap={6}>
            <Text fw={600}>{name}</Text>
            <pre className="code code-whole">{command}</pre>
            <Group>
              <CopyButton text={command} label={`${t('ssh-way:copy')}: ${name}`} />
            </Group>
          </Stack>
        ))}
        <Facts>
          <Fact label={t('ssh-way:host')}>
            <span style={{ overflowWrap: 'anywhere' }}>{hostFingerprint}</span>
          </Fact>
        </Facts>
      </Section>
    </div>
  )
}
