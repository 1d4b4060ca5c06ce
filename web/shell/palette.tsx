// The palette (Ctrl-K): ending access first, then everywhere one can go. A list under a field, as WAI-ARIA APG describes
// it ("Editable Combobox With List Autocomplete"): the focus stays in the field, the arrows choose.
import '@mantine/core/styles/Paper.css'
import '@mantine/core/styles/Overlay.css'
import '@mantine/core/styles/ModalBase.css'
import '@mantine/core/styles/Modal.css'
import './palette.css'
import { ActionIcon, CloseButton, Text, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { createSpotlight, SpotlightRoot, SpotlightSearch, useSpotlight } from '@mantine/spotlight'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../language.ts'
import { BackIcon, SearchIcon } from '../ui/icons.tsx'
import { type Command, type Commands, pick, useCommands, useEndings } from './palette-commands.ts'

const [store, palette] = createSpotlight()

/** Also from within a field; open already, it stays open. */
export const openPalette = palette.open

/** As long as it takes to give the focus back: what a command opens then knows where it was. */
const focusReturnsMs = 30

export function Palette() {
  const { t } = useWords()
  const { opened } = useSpotlight(store)
  const run = useRef<Command['run']>(null)
  return (
    <SpotlightRoot
      store={store}
      shortcut={null}
      radius="lg"
      overlayProps={{ backgroundOpacity: 0.45, blur: 0 }}
      transitionProps={{
        duration: 0,
        onExited: () => {
          const chosen = run.current
          run.current = null
          if (chosen) setTimeout(chosen, focusReturnsMs)
        },
      }}
      classNames={{ content: 'palette' }}
      attributes={{ content: { 'aria-label': t('palette:title') } }}
    >
      {opened ? (
        <Choosing
          onClose={palette.close}
          onChosen={chosen => {
            run.current = chosen
            palette.close()
          }}
        />
      ) : null}
    </SpotlightRoot>
  )
}

function Choosing({
  onClose,
  onChosen,
}: {
  onClose: () => void
  onChosen: (run: NonNullable<Command['run']>) => void
}) {
  const { t } = useWords()
  const { query } = useSpotlight(store)
  const [search] = useDebouncedValue(query, 200)
  const [isEnding, setEnding] = useState(false)
  const [typedAtEnding, setTypedAtEnding] = useState('')
  const [selected, setSelected] = useState(0)
  const all = useCommands(!isEnding, search)
  const { isLoading, endings } = useEndings(isEnding)
  const typed = isEnding ? typedAtEnding : query
  const groups = pick(isEnding ? endings : all, typed)
  const commands = groups.flatMap(group => group.commands)
  const at = Math.min(selected, commands.length - 1)
  const listId = useId()
  const optionId = (index: number) => `${listId}-${index}`
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    document.getElementById(`${listId}-${at}`)?.scrollIntoView({ block: 'nearest' })
  }, [listId, at])

  const turnTo = (ending: boolean) => {
    setEnding(ending)
    setTypedAtEnding('')
    setSelected(0)
    field.current?.focus()
  }
  const choose = (command: Command | undefined) => {
    if (!command) return
    if (command.run) onChosen(command.run)
    else turnTo(true)
  }
  const hear = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const last = commands.length - 1
    if (event.key === 'ArrowDown') setSelected(at >= last ? 0 : at + 1)
    else if (event.key === 'ArrowUp') setSelected(at <= 0 ? last : at - 1)
    else if (event.key === 'PageDown') setSelected(Math.min(at + 8, last))
    else if (event.key === 'PageUp') setSelected(Math.max(at - 8, 0))
    else if (event.key === 'Enter') choose(commands[at])
    else if (event.key === 'Backspace' && isEnding && typed === '') turnTo(false)
    else return
    event.preventDefault()
  }
  const label = isEnding ? t('palette:whichToEnd') : t('palette:field')
  return (
    <>
      <SpotlightSearch
        ref={field}
        data-autofocus
        value={typed}
        onChange={event => {
          setSelected(0)
          if (isEnding) setTypedAtEnding(event.currentTarget.value)
        }}
        onKeyDown={hear}
        placeholder={label}
        aria-label={label}
        role="combobox"
        aria-expanded={commands.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={at >= 0 ? optionId(at) : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        leftSectionPointerEvents={isEnding ? 'all' : 'none'}
        leftSection={
          isEnding ? (
            <ActionIcon
              variant="subtle"
              size={36}
              aria-label={t('common.back')}
              onClick={() => turnTo(false)}
            >
              <BackIcon />
            </ActionIcon>
          ) : (
            <SearchIcon size={20} />
          )
        }
        rightSectionPointerEvents="all"
        rightSection={<CloseButton size="lg" aria-label={t('common.close')} onClick={onClose} />}
      />
      <List
        id={listId}
        label={label}
        groups={groups}
        at={at}
        optionId={optionId}
        onPoint={setSelected}
        onChoose={choose}
      />
      {commands.length === 0 ? (
        <Text c="dimmed" px="md" pb="md">
          {isEnding && isLoading
            ? t('common.loading')
            : isEnding && typed === ''
              ? t('palette:nothingOpen')
              : t('palette:nothing', { search: typed })}
        </Text>
      ) : null}
      <VisuallyHidden role="status">
        {commands.length > 0 ? t('palette:count', { count: commands.length }) : t('palette:none')}
      </VisuallyHidden>
    </>
  )
}

function List({
  id,
  label,
  groups,
  at,
  optionId,
  onPoint,
  onChoose,
}: {
  id: string
  label: string
  groups: readonly Commands[]
  at: number
  optionId: (index: number) => string
  onPoint: (index: number) => void
  onChoose: (command: Command) => void
}) {
  const first = groups.map((_, index) =>
    groups.slice(0, index).reduce((sum, { commands }) => sum + commands.length, 0),
  )
  return (
    <div id={id} role="listbox" aria-label={label} className="palette-list">
      {groups.map(({ title, commands }, group) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a list box
        <div key={commands[0]?.id} role="group" aria-label={title}>
          <div className="palette-group" aria-hidden="true">
            {title}
          </div>
          {commands.map((command, index) => {
            const position = first[group]! + index
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and hears the keys
              // biome-ignore lint/a11y/useFocusableInteractive: it is named by aria-activedescendant
              <div
                key={command.id}
                id={optionId(position)}
                role="option"
                aria-selected={position === at}
                className={`palette-option ${command.isDangerous ? 'palette-danger' : ''}`}
                onMouseDown={event => event.preventDefault()}
                onPointerMove={() => onPoint(position)}
                onClick={() => onChoose(command)}
              >
                <span className="palette-label">{command.label}</span>
                {command.hint ? <span className="palette-hint">{command.hint}</span> : null}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}
