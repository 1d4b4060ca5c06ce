import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { consolePaths } from '#contract/paths.ts'
import { readMe } from '#contract/people.ts'

/** Home, from an account that is his no longer: it leaves the menu first, or home would lead straight back into it. */
export function useGoHome(): () => Promise<void> {
  const client = useQueryClient()
  const navigate = useNavigate()
  return async () => {
    await client.refetchQueries({ queryKey: [readMe.name] })
    await navigate({ to: consolePaths.home() })
  }
}
