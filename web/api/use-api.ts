import {
  keepPreviousData,
  QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import type { AnswerOf, Endpoint } from '#contract/endpoint.ts'
import { call, type InputOf, newKey } from './call.ts'
import { Problem } from './problem.ts'

/** Whoever looks at who can get in should not look at a minute-old answer. */
export const liveEveryMs = 10_000

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

/** An answer of the desk, kept and asked for again every `everyMs` while the page is in view. */
export function useAnswer<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: { everyMs?: number; enabled?: boolean; keep?: boolean } = {},
) {
  return useQuery<AnswerOf<E>, Problem>({
    queryKey: [endpoint.name, input],
    queryFn: ({ signal }) => call(endpoint, input, { signal }),
    ...(options.everyMs ? { refetchInterval: options.everyMs } : {}),
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
  options: { everyMs?: number } = {},
) {
  const pages = useInfiniteQuery({
    queryKey: [endpoint.name, 'pages', input],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...(input as { query?: object }).query, ...(pageParam ? { cursor: pageParam } : {}) }
      return call(endpoint, { ...(input as object), query } as InputOf<E>, { signal }) as Promise<PageOf<E>>
    },
    initialPageParam: null as string | null,
    getNextPageParam: page => page.next,
    ...(options.everyMs ? { refetchInterval: options.everyMs } : {}),
  })
  return {
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
 * Something a person does. One key per doing, the same in every repetition of a broken line; afterwards everything in
 * view is asked for again, because an ending in one place shows in many.
 */
export function useAction<E extends Endpoint>(endpoint: E) {
  const client = useQueryClient()
  const mutation = useMutation<AnswerOf<E>, Problem, { input: InputOf<E>; key: string }>({
    mutationFn: ({ input, key }) => call(endpoint, input, { key }),
    onSettled: () => void client.invalidateQueries(),
  })
  return {
    run: (input: InputOf<E>) => mutation.mutateAsync({ input, key: newKey() }),
    isRunning: mutation.isPending,
    problem: mutation.error,
    forget: mutation.reset,
  }
}
