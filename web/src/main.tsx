import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { askOverview, askVersion } from './api/queries'
import { App } from './shell/App'
import { queryOf } from './shell/scope'
import './theme.css'

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 2_000, retry: 1, refetchOnWindowFocus: false } },
})

/** The version was asked for by the document's head: if it is not here by now, drawing does not wait for it. */
const patienceMs = 100

/** Sends the start page's question before the first drawing, which would hold it up. */
async function askFirst(): Promise<void> {
  const version = await askVersion(client)
  // A failure is met again, and shown, by the page's own question.
  if (location.pathname === '/') askOverview(client, queryOf(location.search, version)).catch(() => undefined)
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
  void Promise.race([askFirst().catch(() => undefined), patience]).then(() => draw(root))
}
