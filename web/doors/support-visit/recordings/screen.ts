import { Terminal } from '@xterm/xterm'
import '@xterm/xterm/css/xterm.css'

export type Screen = {
  /** Resolves when it stands there, so that nobody writes faster than it is drawn. */
  show(text: string): Promise<void>
  resize(columns: number, rows: number): void
  /** Empty, and as large as at the beginning. */
  reset(columns: number, rows: number): void
  close(): void
}

/** A letter of a monospaced face is about so wide, in heights of it. */
const letterWidth = 0.62
const smallest = 8
const largest = 14

/**
 * A terminal that only shows. What arrives is tamed already; should something come through all the same, every sequence
 * that speaks to the world outside of the screen (titles, links, clipboard, colours of the page, windows, questions that
 * a terminal answers) ends here, and nobody listens to answers.
 */
export function openScreen(place: HTMLElement, columns: number, rows: number): Screen {
  const terminal = new Terminal({
    cols: columns,
    rows,
    disableStdin: true,
    scrollback: 0,
    cursorBlink: false,
    cursorInactiveStyle: 'outline',
    logLevel: 'off',
    linkHandler: { activate: () => {} },
    windowOptions: {},
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: largest,
    theme: { background: '#15181c', foreground: '#e6e6e6' },
  })
  refuseWhatSpeaksOutside(terminal)
  terminal.open(place)

  const fit = () => {
    const size = Math.floor(place.clientWidth / (terminal.cols * letterWidth))
    terminal.options.fontSize = Math.max(smallest, Math.min(largest, size))
  }
  const watching = new ResizeObserver(fit)
  watching.observe(place.parentElement ?? place)
  fit()

  return {
    show: text => new Promise(resolve => terminal.write(text, resolve)),
    resize(toColumns, toRows) {
      terminal.resize(toColumns, toRows)
      fit()
    },
    reset(toColumns, toRows) {
      terminal.reset()
      terminal.resize(toColumns, toRows)
      fit()
    },
    close() {
      watching.disconnect()
      terminal.dispose()
    },
  }
}

/** Titles, colours, folder, links, notifications, clipboard, shell marks, files. */
const systemCommands = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 22, 46, 50, 51, 52, 60, 61, 99,
  104, 105, 106, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 133, 633, 777, 1337,
]

function refuseWhatSpeaksOutside({ parser }: Terminal): void {
  const refuse = () => true
  for (const command of systemCommands) parser.registerOscHandler(command, refuse)
  // Device attributes and status, windows, modes that are asked for, versions.
  for (const id of [
    { final: 'c' },
    { prefix: '>', final: 'c' },
    { prefix: '=', final: 'c' },
    { final: 'n' },
    { prefix: '?', final: 'n' },
    { final: 't' },
    { prefix: '>', final: 'q' },
    { intermediates: '$', final: 'p' },
    { prefix: '?', intermediates: '$', final: 'p' },
    { final: 'x' },
  ])
    parser.registerCsiHandler(id, refuse)
  parser.registerDcsHandler({ intermediates: '$', final: 'q' }, refuse)
  parser.registerDcsHandler({ intermediates: '+', final: 'q' }, refuse)
}
