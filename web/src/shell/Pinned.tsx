import { lazy, Suspense } from 'react'
import { useViews } from '../api/views'
import { pinnedOn, type PinPage } from '../lib/pins'
import type { PageScope } from './scope'

const PinnedCards = lazy(() => import('../pages/reports/PinnedCards').then((m) => ({ default: m.PinnedCards })))

/** The reports that somebody has pinned to the page. */
export function Pinned({ on, page }: { on: PinPage; page: PageScope }) {
  const reports = pinnedOn(useViews('').data ?? [], on)
  if (reports.length === 0) return null
  return (
    <Suspense fallback={null}>
      <PinnedCards reports={reports} page={page} />
    </Suspense>
  )
}
