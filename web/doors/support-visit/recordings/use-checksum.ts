import { useEffect, useState } from 'react'
import type { Watched } from './use-recording.ts'

/**
 * Is what came what the ledger tells? Asked of this browser, not of the desk. undefined: not all of it is here, or the
 * browser does not count (it does so on safe origins only).
 */
export function useChecksum({ file, isOver }: Watched, told: string | null): 'same' | 'changed' | undefined {
  const [sum, setSum] = useState<string>()
  useEffect(() => {
    if (!isOver || !crypto.subtle) return
    let isStopped = false
    const count = async () => {
      const bytes = await new Blob([...file]).arrayBuffer()
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      if (!isStopped) setSum(Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join(''))
    }
    void count()
    return () => {
      isStopped = true
    }
  }, [isOver, file])
  if (sum === undefined || told === null) return undefined
  return sum === told ? 'same' : 'changed'
}
