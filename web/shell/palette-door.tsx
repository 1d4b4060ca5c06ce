import { ActionIcon, Button, Text } from '@mantine/core'
import { type ComponentType, useCallback, useEffect, useState } from 'react'
import { learn, useWords } from '../language.ts'
import { SearchIcon } from '../ui/icons.tsx'

type PaletteProps = { isOpen: boolean; onClose: () => void }
type Loaded = { Palette: ComponentType<PaletteProps> }

let loading: Promise<Loaded> | undefined
/** Nobody's first page waits for it: it is fetched when somebody is about to use it. */
function fetchPalette(): Promise<Loaded> {
  loading ??= Promise.all([import('./palette.tsx'), learn('palette'), learn('accounts')]).then(
    ([loaded]) => loaded,
  )
  // A line that broke is tried again at the next wish.
  loading.catch(() => {
    loading = undefined
  })
  return loading
}

const isApple = /mac|iphone|ipad/i.test(navigator.userAgent)

/** The palette, once somebody wished for it, and how to wish: by a button or Ctrl-K (⌘ K), no single key (WCAG 2.1.4). */
export function usePalette() {
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null)
  const [isOpen, setOpen] = useState(false)
  const [isFailed, setFailed] = useState(false)
  const open = useCallback(async () => {
    try {
      const loaded = await fetchPalette()
      setFailed(false)
      setPalette(() => loaded.Palette)
      setOpen(true)
    } catch {
      setFailed(true)
    }
  }, [])
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      // What a dialogue asks is answered first.
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
      if (!isCtrlK(event)) return
      event.preventDefault()
      void open()
    }
    addEventListener('keydown', hear)
    return () => removeEventListener('keydown', hear)
  }, [open])
  return {
    isFailed,
    open: () => void open(),
    shown: Palette ? <Palette isOpen={isOpen} onClose={() => setOpen(false)} /> : null,
  }
}

function isCtrlK(event: KeyboardEvent): boolean {
  return (
    event.key.toLowerCase() === 'k' &&
    (isApple ? event.metaKey : event.ctrlKey) &&
    !event.altKey &&
    !event.shiftKey
  )
}

/** With its words and keys on a desk, a sign on a phone. */
export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useWords()
  const wish = {
    onClick: onOpen,
    onPointerEnter: () => void fetchPalette().catch(() => undefined),
    'aria-haspopup': 'dialog',
    'aria-keyshortcuts': isApple ? 'Meta+K' : 'Control+K',
  } as const
  return (
    <>
      <Button
        {...wish}
        visibleFrom="md"
        variant="default"
        size="sm"
        leftSection={<SearchIcon size={16} />}
        rightSection={
          <Text component="kbd" size="xs" c="dimmed" ff="inherit" aria-hidden="true">
            {isApple ? '⌘ K' : t('nav.paletteKeys')}
          </Text>
        }
      >
        {t('nav.palette')}
      </Button>
      <ActionIcon {...wish} hiddenFrom="md" variant="default" size={40} aria-label={t('nav.palette')}>
        <SearchIcon />
      </ActionIcon>
    </>
  )
}
