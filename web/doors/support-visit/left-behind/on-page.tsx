import { lazy, Suspense } from 'react'
import { learn } from '../../../language.ts'

// Of all grants only visits have this: a page of another subject does not carry it along.
const LeftBehind = lazy(async () => {
  const [{ LeftBehind }] = await Promise.all([import('./left-behind.tsx'), learn('left-behind')])
  return { default: LeftBehind }
})

/** What a visit left behind, on the page of its grant. */
export function LeftBehindOnPage(props: { accountId: string; grantId: string }) {
  return (
    <Suspense fallback={null}>
      <LeftBehind {...props} />
    </Suspense>
  )
}
