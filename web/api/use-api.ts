import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { AnswerOf, Endpoint } from '#contract/endpoint.ts'
import { call, type InputOf, newKey } from './call.ts'
import { useIsLive } from './live.ts'
import { Problem } from './problem.ts'

/** Whoever looks at who can get in should not look at a minute-old answer, even where no change is told. */
export const liveEveryMs = 10_000
/** What a stream tells need not be asked for; this is for a line that died without a word. */
const seldomMs = 60_000

// networkMode 'always': without a line the person is told so. The other mode would keep what he did and do it, unasked,
// when the line is back: an access could open hours after somebody gave up.
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 2_000,
      retry: mayHelpToTryAgain,
      refetchOnWindowFocus: true,
    },
    mutations: { networkMode: 'always', retry: mayHelpToTryAgain, retryDelay: 800 },
  },
})

/** Only a broken line is tried again by itself; a refusal stays one, and a POST has its key. */
function mayHelpToTryAgain(tries: number, error: Error): boolean {
  return tries < 2 && error instanceof Problem && error.code === 'unreachable'
}

/**
 * How often to ask: as often as is wished, and seldom while every change is told. Nobody is told what happens in
 * accounts that he does not see himself, so what the provider sees over all accounts is asked for in any case.
 */
function useRhythm({ path }: Endpoint, everyMs: number | undefined): { refetchInterval?: number } {
  const isTold = useIsLive() && !path.startsWith('/provider')
  if (!everyMs) return {}
  return { refetchInterval: isTold ? Math.max(everyMs, seldomMs) : everyMs }
}

/**
 * An answer of the desk, kept while the page is in view and asked for again when it is told that something changed;
 * without a stream every `everyMs`.
 */
export function useAnswer<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { everyMs?: number; enabled?: boolean; keep?: boolean } = {},
) {
  const rhythm = useRhythm(endpoint, options.everyMs)
  return useQuery<AnswerOf<E>, Problem>({
    queryKey: [endpoint.name, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    ...rhythm,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
    enabled: options.enabled ?? true,
  })
}

type PageOf<E extends Endpoint> = AnswerOf<E> & { items: unknown[]; next: string | null }
type ItemOf<E extends Endpoint> = AnswerOf<E> extends { items: (infer I)[] } ? I : never

/** A list that is answered page by page; all pages that were loaded stay in view, and are asked for again together. */
export function usePages<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { everyMs?: number; keep?: boolean } = {},
) {
  const rhythm = useRhythm(endpoint, options.everyMs)
  const pages = useInfiniteQuery({
    queryKey: [endpoint.name, 'pages', input],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(input as { query?: object }).query, ...(pageParam ? { cursor: pageParam } : {}) }
      return call(endpoint, { ...(input as object), query } as InputOf<E>, { signal }) as Promise<PageOf<E>>
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    ...rhythm,
    ...(options.keep ? { placeholderData: keepPreviousData as never } : {}),
  })
  return {
    /** What the first page says besides its items. */
    first: pages.data?.pages[0],
    /** What each page says besides its items. */
    pages: pages.data?.pages ?? [],
    items: pages.data?.pages.flatMap(page => page.items as ItemOf<E>[]),
    problem: pages.error instanceof Problem ? pages.error : null,
    isLoading: pages.isLoading,
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    again: () => void pages.refetch(),
  }
}

/**
 * Asks the person to prove anew who he is; false: he would rather not. `from` is what he pressed. The shell provides it.
 */
export const ProofContext = createContext<((from: Element | null) => Promise<boolean>) | null>(null)

/**
 * Something a person does. One key per doing, the same in every repetition: of a broken line, and after he has proven
 * anew who he is, where the desk demands that. Afterwards everything in view is asked for again, because an ending in
 * one place shows in many.
 */
export function useAction<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient()
  const askForProof = useContext(ProofContext)
  const mutation = useMutation<
    AnswerOf<E>,
    Problem,
    { input: InputOf<E>; key: string; from: Element | null }
  >({
    mutationFn: async ({ input, key, from }) => {
      try {
        return await call(endpoint, input, { key })
      } catch (problem) {
        const mayProve = problem instanceof Problem && problem.code === 'fresh-proof-needed'
        if (!mayProve || !(await askForProof?.(from))) throw problem
        return call(endpoint, input, { key })
      }
    },
    onSettled: () => void client.invalidateQueries(),
  })
  return {
    run: (input: InputOf<E>) => mutation.mutateAsync({ input, key: newKey(), from: document.activeElement }),
    isRunning: mutation.isPending,
    problem: mutation.error,
    forget: mutation.reset,
  }
}
