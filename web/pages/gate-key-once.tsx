import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useWords } from '../language.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Note } from '../ui/note.tsx'
import type { Shop } from './gate-key.ts'
import { type Example, examples } from './proxy-examples.ts'

/** A new key. It is shown only now, so nothing closes this but the word that it is stored. */
export function ShownOnce({ secret, shop, onStored }: { secret: string; shop: Shop; onStored: () => void }) {
  const { t } = useWords()
  useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: true })
  return (
    <Stack>
      <Note tone="open" live="status" takesFocus>
        {t('accounts:keyOnce')}
      </Note>
      <pre className="code code-whole">{secret}</pre>
      <Group>
        <CopyButton text={secret} label={t('accounts:keyCopy')} />
      </Group>
      <Title order={3}>{t('accounts:snippets')}</Title>
      <Text size="sm" c="dimmed">
        {t('accounts:snippetDocs')}
      </Text>
      <div>
        {examples.map(example => (
          <Snippet key={example.name} example={example} shop={shop} secret={secret} />
        ))}
      </div>
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('accounts:keyStored')}</Button>
      </Group>
    </Stack>
  )
}

function Snippet({ example, shop, secret }: { example: Example; shop: Shop; secret: string }) {
  const { t } = useWords()
  const [text, setText] = useState<string | null>(null)
  useEffect(() => {
    let isShown = true
    void example.fillIn(shop.origin, secret).then(filled => isShown && setText(filled))
    return () => {
      isShown = false
    }
  }, [example, shop.origin, secret])
  return (
    <details>
      <summary className="summary">{example.name}</summary>
      {text === null ? (
        <Text c="dimmed">{t('common.loading')}</Text>
      ) : (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
          <pre className="code code-tall" tabIndex={0}>
            {text}
          </pre>
          <Group mt="xs">
            <CopyButton text={text} label={t('accounts:snippetCopy')} />
          </Group>
        </>
      )}
    </details>
  )
}
