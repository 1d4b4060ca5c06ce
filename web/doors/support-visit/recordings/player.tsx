import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { ProblemNote } from '../../../desk/problem-note.tsx'
import { useWords } from '../../../language.ts'
import { Note } from '../../../ui/note.tsx'
import { openPlaying, type Playing } from './play.ts'
import type { Recording } from './recordings.tsx'
import { saySeconds } from './say-seconds.ts'
import { openScreen } from './screen.ts'
import { TranscriptView } from './transcript-view.tsx'
import { useChecksum } from './use-checksum.ts'
import { useRecording } from './use-recording.ts'
import './player.css'

const speeds = ['1', '2', '4', '8']
const step = 5
const reachable = { tabIndex: 0 }

/** Plays one recording, from its beginning or as it goes on, and shows it as text. */
export default function Player({
  recording,
  params,
  onClose,
}: {
  recording: Recording
  params: { accountId: string; grantId: string }
  onClose: () => void
}) {
  const { t } = useWords()
  const watched = useRecording({ ...params, recordingId: recording.id })
  const { reader, transcript, isHere, isOver, version } = watched
  const [isPlaying, setPlaying] = useState(false)
  const [isLive, setLive] = useState(recording.state === 'running')
  const [speed, setSpeed] = useState('1')
  const [skips, setSkips] = useState(true)
  const [position, setPosition] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const place = useRef<HTMLDivElement>(null)
  const playing = useRef<Playing>(null)
  const checksum = useChecksum(watched, recording.sha256)
  const hasSomething = version > 0

  useEffect(() => {
    if (!hasSomething || !place.current) return
    const { columns, rows } = reader.size()
    const screen = openScreen(place.current, columns, rows)
    playing.current = openPlaying(reader, screen)
    return () => {
      playing.current?.close()
      playing.current = null
      screen.close()
    }
  }, [hasSomething, reader])

  const seek = (to: number) => {
    playing.current?.seek(to)
    setPosition(playing.current?.position() ?? 0)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: with everything that comes, live goes on
  useEffect(() => {
    if (isLive) seek(reader.length())
  }, [isLive, version, reader])

  useEffect(() => {
    if (!isPlaying) return
    let before: number | undefined
    let frame = requestAnimationFrame(function go(at) {
      const seconds = before === undefined ? 0 : (Math.min(at - before, 1_000) / 1000) * Number(speed)
      before = at
      const isMore = playing.current?.advance(seconds, skips) ?? false
      setPosition(playing.current?.position() ?? 0)
      if (isMore || !isHere) frame = requestAnimationFrame(go)
      else setPlaying(false)
    })
    return () => cancelAnimationFrame(frame)
  }, [isPlaying, speed, skips, isHere])

  const jump = (to: number) => {
    setLive(false)
    seek(to)
  }
  const togglePlaying = () => {
    setLive(false)
    if (!isPlaying && isHere && position >= reader.length()) seek(0)
    setPlaying(!isPlaying)
  }
  useKeys(box, { togglePlaying, back: () => jump(position - step), on: () => jump(position + step) })
  const length = reader.length()
  const where = t('recordings:at', { at: saySeconds(position), length: saySeconds(length) })
  return (
    <Stack ref={box} gap="sm" role="group" aria-label={t('recordings:player')}>
      <ProblemNote problem={watched.problem} onAgain={watched.again} />
      {/* It scrolls by keyboard where a phone is narrower than the terminal; nothing inside can be reached or pressed. */}
      <section className="player-screen" aria-label={t('recordings:screen')} {...reachable}>
        <div ref={place} className="player-terminal" inert />
      </section>
      <input
        className="player-bar"
        type="range"
        min={0}
        max={Math.max(length, 0.1)}
        step={0.1}
        value={Math.min(position, length)}
        aria-label={t('recordings:position')}
        aria-valuetext={where}
        onChange={event => jump(Number(event.currentTarget.value))}
      />
      <Group gap="sm" align="flex-end">
        <Button onClick={togglePlaying} disabled={!hasSomething}>
          {t(isPlaying ? 'recordings:pause' : 'recordings:play')}
        </Button>
        {isOver ? null : (
          <Button
            variant={isLive ? 'filled' : 'default'}
            aria-pressed={isLive}
            onClick={() => {
              setPlaying(false)
              setLive(!isLive)
            }}
          >
            {t('recordings:live')}
          </Button>
        )}
        <Button variant={skips ? 'light' : 'default'} aria-pressed={skips} onClick={() => setSkips(!skips)}>
          {t('recordings:skips')}
        </Button>
        <NativeSelect
          label={t('recordings:speed')}
          value={speed}
          onChange={event => setSpeed(event.currentTarget.value)}
          data={speeds.map(value => ({ value, label: `${value}×` }))}
        />
        <Text className="numbers">{where}</Text>
      </Group>
      <Text size="sm" c="dimmed">
        {t('recordings:keys')}
      </Text>
      <div role="status">
        {isHere ? null : <Text c="dimmed">{t('recordings:loading')}</Text>}
        {checksum === 'same' ? <Text className="good">{t('recordings:same')}</Text> : null}
        {checksum === 'changed' ? <Note tone="bad">{t('recordings:changed')}</Note> : null}
      </div>
      <TranscriptView transcript={transcript} isHere={isHere} onJump={jump} />
      <Group>
        <Button variant="default" disabled={!isHere} onClick={() => save(watched.file, recording.begunAt)}>
          {t('recordings:save')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('recordings:close')}
        </Button>
      </Group>
    </Stack>
  )
}

type Keys = { togglePlaying: () => void; back: () => void; on: () => void }

/** Space and arrows, where they mean nothing else. */
function useKeys(box: React.RefObject<HTMLDivElement | null>, keys: Keys): void {
  const now = useRef(keys)
  now.current = keys
  useEffect(() => {
    const watched = box.current
    const hear = (event: KeyboardEvent) => {
      const { target } = event
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (target instanceof HTMLElement && target.closest('input, select, textarea')) return
      const isButton = target instanceof HTMLElement && target.closest('button, summary, a') !== null
      if (event.key === ' ' && !isButton) now.current.togglePlaying()
      else if (event.key === 'ArrowLeft') now.current.back()
      else if (event.key === 'ArrowRight') now.current.on()
      else return
      event.preventDefault()
    }
    watched?.addEventListener('keydown', hear)
    return () => watched?.removeEventListener('keydown', hear)
  }, [box])
}

function save(file: readonly string[], begunAt: string): void {
  const address = URL.createObjectURL(new Blob([...file], { type: 'application/octet-stream' }))
  const link = document.createElement('a')
  link.href = address
  link.download = `einlass-${begunAt.replaceAll(/[:.]/g, '-')}.cast`
  link.click()
  URL.revokeObjectURL(address)
}
