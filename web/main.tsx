import './ui/kit.ts'
import './ui/look.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { readMe } from '#contract/people.ts'
import { call } from './api/call.ts'
import { queryClient } from './api/use-api.ts'
import { startSpeaking } from './language.ts'
import { router } from './routes.tsx'
import { cssVariables, theme } from './ui/theme.ts'

// Asked for before anything is drawn: the answer is on its way while the texts load.
void queryClient.prefetchQuery({
  queryKey: [readMe.name, {}],
  queryFn: ({ signal }) => call(readMe, {}, { signal }),
})
await startSpeaking()

createRoot(document.getElementById('root')!).render(
  <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
)
