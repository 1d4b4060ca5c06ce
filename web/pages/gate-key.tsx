import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useState } from 'react'
import type { Static } from 'typebox'
import { makeEntranceKey } from '#contract/accounts.ts'
import type { ResourceName } from '#contract/words.ts'
import { useAction } from '../api/use-api.ts'
import { ProblemNote } from '../desk/problem-note.tsx'
import { useWords } from '../language.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Note } from '../ui/note.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { caddySnippet, nginxSnippet } from './gate-snippets.ts'

type Shop = Static<typeof ResourceName>

/** Makes the key of a shop's door. It is shown once, so the sheet closes only when somebody says that it is stored. */
export function GateKeySheet({ shop, onClose }: { shop: Shop | null; onClose: () => void }) {
  const { t } = useWords()
  const action = useAction(makeEntranceKey)
  const [key, setKey] = useState<string | null>(null)
  const close = () => {
    setKey(null)
    action.forget()
    onClose()
  }
  const make = () =>
    shop &&
    action.run({ params: { resourceId: shop.id } }).then(
      made => setKey(made.key),
      () => {},
    )
  return (
    <Sheet
      isOpen={shop !== null}
      onClose={close}
      closeLabel={t('common.close')}
      locked={key !== null}
      title={t('accounts.keyTitle', { shop: shop?.name ?? '' })}
    >
      {key && shop ? (
        <ShownOnce secret={key} shop={shop} onStored={close} />
      ) : (
        <Stack>
          <Text>{t('accounts.keyHint')}</Text>
          <ProblemNote problem={action.problem} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button loading={action.isRunning} onClick={() => void make()}>
              {t('accounts.keyMake')}
            </Button>
          </Group>
        </Stack>
      )}
    </Sheet>
  )
}

function ShownOnce({ secret, shop, onStored }: { secret: string; shop: Shop; onStored: () => void }) {
  const { t } = useWords()
  return (
    <Stack>
      <Note tone="open" live="status">
        {t('accounts.keyOnce')}
      </Note>
      <pre className="code code-whole">{secret}</pre>
      <Group>
        <CopyButton text={secret} label={t('accounts.keyCopy')} />
      </Group>
      <Title order={3}>{t('accounts.snippets')}</Title>
      <Snippet name={t('accounts.snippetNginx')} text={nginxSnippet(location.origin, shop.origin, secret)} />
      <Snippet name={t('accounts.snippetCaddy')} text={caddySnippet(location.origin, shop.origin, secret)} />
      <Text size="sm" c="dimmed">
        {t('accounts.snippetDocs')}
      </Text>
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('accounts.keyStored')}</Button>
      </Group>
    </Stack>
  )
}

function Snippet({ name, text }: { name: string; text: string }) {
  const { t } = useWords()
  return (
    <details>
      <summary style={{ cursor: 'pointer', fontWeight: 600, padding: '0.3rem 0' }}>{name}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by key */}
      <pre className="code" tabIndex={0}>
        {text}
      </pre>
      <Group mt="xs">
        <CopyButton text={text} label={t('accounts.snippetCopy')} />
      </Group>
    </details>
  )
}
