import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api/client'
import { askOverview, askVersion } from './api/queries'
import { queryOf } from './api/range_query'
import { serverNow } from './live/clock'
import { App } from './shell/App'

/** Once more, unless the question itself is at fault. */
function again(failures: number, error: Error): boolean {
  const refused = error instanceof ApiError && error.status >= 400 && error.status < 500
  return failures < 1 && !refused
}

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 2_000, retry: again, refetchOnWindowFocus: false } },
})

/** The first script has asked for the figures: if they are not here by now, drawing does not wait for them. */
const patienceMs = 100

/** Puts the first answers where the page looks for them, so that its first drawing shows figures. */
async function askFirst(): Promise<void> {
  const version = await askVersion(client)
  const query = queryOf(location.search, version, serverNow())
  if (query && location.pathname === '/') await askOverview(client, query)
}

function draw(root: HTMLElement): void {
  createRoot(root).render(
    <StrictMode>
      <App client={client} />
    </StrictMode>,
  )
}

const root = document.getElementById('root')
if (root) {
  const patience = new Promise((done) => setTimeout(done, patienceMs))
  // A failure is met again, and shown, by the page's own question.
  void Promise.race([askFirst().catch(() => undefined), patience]).then(() => draw(root))
}
