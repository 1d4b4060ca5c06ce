// The palette (Ctrl-K): ending access first, then everywhere one can go. A list under a field, as WAI-ARIA APG describes
// it ("Editable Combobox With List Autocomplete"): the focus stays in the field, the arrows choose.
import './palette.css'
import { ActionIcon, CloseButton, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useWords } from '../language.ts'
import { BackIcon, SearchIcon } from '../ui/icons.tsx'
import { type Command, type Commands, pick, useCommands, useEndings } from './palette-commands.ts'

/** In the browser's own <dialog>, as every sheet: it keeps the focus inside and gives it back. */
export function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useWords()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const shown = dialog.current
    if (isOpen && shown && !shown.open) shown.showModal()
  }, [isOpen])
  // Closed before anything else happens, so that what a command opens knows where the focus was.
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      className="sheet palette"
      aria-label={t('palette:title')}
      onClose={onClose}
      onClick={event => event.target === event.currentTarget && close()}
      onKeyDown={event => {
        if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
        event.preventDefault()
        close()
      }}
    >
      {isOpen ? (
        <Choosing
          onClose={close}
          onChosen={run => {
            close()
            run()
          }}
        />
      ) : null}
    </dialog>
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
  const [typed, setTyped] = useState('')
  const [isEnding, setEnding] = useState(false)
  const [search] = useDebouncedValue(typed, 200)
  const [selected, setSelected] = useState(0)
  const all = useCommands(!isEnding, search)
  const { isLoading, endings } = useEndings(isEnding)
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
    setTyped('')
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
      <TextInput
        ref={field}
        size="lg"
        autoFocus
        value={typed}
        onChange={event => {
          setSelected(0)
          setTyped(event.currentTarget.value)
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
