import { lazy, Suspense, useState } from 'react'
import { useMe } from '../../api/me.ts'
import { learn } from '../../language.ts'

// Few people ever see this, so the page that shows it does not carry it along.
const Transfers = lazy(async () => {
  const [{ Transfers }] = await Promise.all([import('./transfers.tsx'), learn('members')])
  return { default: Transfers }
})

/** Accounts that are about to change hands, on a page of another subject; nothing where there are none. */
export function TransferNotes() {
  const isSome = useMe().transfers > 0
  // What somebody did about the last of them stays to be read.
  const [wasSome, setWasSome] = useState(isSome)
  if (isSome && !wasSome) setWasSome(true)
  if (!isSome && !wasSome) return null
  return (
    <Suspense fallback={null}>
      <Transfers />
    </Suspense>
  )
}
