import { Button, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../language.ts'
import { CheckIcon } from './icons.tsx'

/** Copies a text, also where the browser's clipboard is closed because the desk is reached without HTTPS. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useWords()
  const [isCopied, setCopied] = useState(false)
  return (
    <>
      <Button
        variant="default"
        size="sm"
        leftSection={isCopied ? <CheckIcon /> : null}
        onClick={async () => setCopied(await copy(text))}
      >
        {isCopied ? t('common.copied') : label}
      </Button>
      <VisuallyHidden role="status">{isCopied ? t('common.copied') : ''}</VisuallyHidden>
    </>
  )
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const area = document.createElement('textarea')
    area.value = text
    // Inside the open dialogue, because a dialogue keeps the focus to itself.
    const home = document.querySelector('dialog[open]') ?? document.body
    home.append(area)
    area.select()
    const isDone = document.execCommand('copy')
    area.remove()
    return isDone
  }
}
