// A server on which a MOCK of Magento 2 lies (magento-mock/): its commands are run for real, with a real PHP, on this
// machine. Only Magento is not real, and there is no SSH in between.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunOverSsh } from '#server/outside/magento/ask-shop.ts'

type User = {
  user_id: string
  username: string
  firstname: string
  lastname: string
  email: string
  password: string
  is_active: number
  role_id?: number
  expires_at?: string
}
export type State = {
  version: string
  modules: string[]
  users: Record<string, User>
  nextUser: number
  roles: { role_id: string; role_type: string; role_name: string }[]
  sessions: { user_id: string; status: number }[]
  tokens: { admin_id: string; revoked: number }[]
  integrations: { integration_id: string; name: string; status: string }[]
  noise: string | null
  broken: boolean
  captcha: boolean
  refusesToSave: boolean
  refusesToDelete: boolean
  dieAt: number | null
  dieWhen: 'before' | 'after'
}

const hashed = (password: string) => `hash:${createHash('sha256').update(password).digest('hex')}`

export class MagentoServer {
  readonly root = mkdtempSync(join(tmpdir(), 'einlass-magento-'))
  /** What was run, as everybody on the server could see it. */
  readonly commands: (readonly string[])[] = []
  /** What comes instead of what the command says. */
  badDay: { code: number; stdout: string } | { error: string } | undefined

  constructor() {
    cpSync(join(import.meta.dirname, 'magento-mock'), this.root, { recursive: true })
    this.change(() => ({
      version: '2.4.7-p3',
      modules: ['Magento_Store', 'Magento_User', 'Magento_Security'],
      users: {
        1: {
          user_id: '1',
          username: 'owner',
          firstname: 'Olga',
          lastname: 'Owner',
          email: 'owner@shop.example',
          password: hashed('the owner’s password 1'),
          is_active: 1,
        },
      },
      nextUser: 2,
      roles: [
        { role_id: '1', role_type: 'G', role_name: 'Administrators' },
        { role_id: '2', role_type: 'U', role_name: 'owner' },
      ],
      sessions: [],
      tokens: [],
      integrations: [],
      noise: null,
      broken: false,
      captcha: false,
      refusesToSave: false,
      refusesToDelete: false,
      dieAt: null,
      dieWhen: 'before',
    }))
  }

  get state(): State {
    return JSON.parse(readFileSync(join(this.root, 'state.json'), 'utf8')) as State
  }
  change(by: (state: State) => State | undefined): void {
    const file = join(this.root, 'state.json')
    let state = {} as State
    try {
      state = this.state
    } catch {
      // The first time there is none.
    }
    writeFileSync(file, JSON.stringify(by(state) ?? state))
  }
  end(): void {
    rmSync(this.root, { recursive: true, force: true })
  }

  readonly run: RunOverSsh = (_connection, command, stdin) => {
    this.commands.push(command)
    if (this.badDay) return Promise.resolve(this.badDay)
    return new Promise(resolve => {
      const [program, ...words] = command
      const child = spawn(program!, words, {
        env: { PATH: process.env['PATH'] },
        stdio: ['pipe', 'pipe', 'ignore'],
      })
      let stdout = ''
      child.stdout.setEncoding('utf8').on('data', part => (stdout += part))
      child.stdin.on('error', () => undefined)
      child.on('error', () => resolve({ error: 'There is no such program.' }))
      child.on('close', code => resolve({ code: code ?? 255, stdout }))
      child.stdin.end(stdin)
    })
  }

  /** The sign-in page. @returns the number of the session in Magento’s table */
  signsIn(username: string, password: string): string | undefined {
    const user = Object.values(this.state.users).find(
      one => one.username === username && one.password === hashed(password) && one.is_active === 1,
    )
    if (user) this.change(state => void state.sessions.push({ user_id: user.user_id, status: 1 }))
    return user?.user_id
  }
  /** Plugin AuthSession: at every request the session has to be in the table, as logged in. */
  goesOn(userId: string): boolean {
    return this.state.sessions.some(one => one.user_id === userId && one.status === 1)
  }
  /** UserExpirationManager, which cron runs once an hour. */
  runHourlyCron(now: number): void {
    this.change(state => {
      for (const user of Object.values(state.users))
        if (user.expires_at && Date.parse(`${user.expires_at.replace(' ', 'T')}Z`) < now) {
          user.is_active = 0
          delete user.expires_at
          for (const session of state.sessions) if (session.user_id === user.user_id) session.status = 0
        }
      return undefined
    })
  }
}
