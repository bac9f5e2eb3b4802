import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useSyncExternalStore, type ReactElement } from 'react'
import { ApiError } from '@/shared/api/client'
import { tokens } from '@/shared/api/token'
import { useSettings } from '@/shared/settings/store'
import { cssVariables, theme } from '@/shared/theme/theme'
import { useMantineColorScheme } from '@mantine/core'
import { makeRouter } from './router'
import { TokenPage } from './token-page'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // Only a lost connection is worth another try by itself.
      retry: (count, error) =>
        error instanceof ApiError && error.trouble === 'unreachable' && count < 2,
    },
  },
})
const router = makeRouter()

export function App(): ReactElement {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <ThemeOfSettings />
      <QueryClientProvider client={queries}>
        <Gate />
      </QueryClientProvider>
    </MantineProvider>
  )
}

/** Asks for the token where the server wants one, and begins anew with it. */
function Gate(): ReactElement {
  const isWanted = useSyncExternalStore(tokens.subscribe, tokens.wanted)
  useEffect(() => {
    if (!isWanted) void queries.resetQueries()
  }, [isWanted])
  return isWanted ? <TokenPage /> : <RouterProvider router={router} />
}

function ThemeOfSettings(): null {
  const settings = useSettings()
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    setColorScheme(settings.theme)
  }, [settings.theme, setColorScheme])
  return null
}
