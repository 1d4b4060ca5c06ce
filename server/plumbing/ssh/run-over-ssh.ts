import { connectSsh, type Ran, type SshConnection } from './connect.ts'

/**
 * Runs one command on a server: connects, checks its host key, signs in, runs, hangs up. What goes wrong on the way or
 * outside is an answer and no exception; a command that fails has a code that is not 0.
 * @param command its words; each stays one word
 * @param stdin what it reads. Secrets belong here, never among the words: those are seen by everybody on that server.
 */
export async function runOverSsh(
  connection: SshConnection,
  command: readonly string[],
  stdin: string,
  timeoutMs?: number,
): Promise<Ran> {
  const line = await connectSsh(connection, timeoutMs)
  if (!line.connected) return { error: line.error }
  const ran = await line.run(command, stdin)
  line.end()
  return ran
}
