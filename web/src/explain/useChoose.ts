import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { parseExplained, withExplained, type Explained } from '../lib/figure'
import { href } from '../lib/scope'
import { useSearch } from '../lib/search'
import type { ExplainState } from '../ui/Explain'

/** Shows another list of the same figure, in the place of the one that the address names. */
export function useChoose(): (next: Pick<Explained, 'part' | 'before'>) => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = useHistoryState<ExplainState | null>()
  return (next) => {
    const explained = parseExplained(search)
    if (explained) navigate(href(path, withExplained(search, { ...explained, ...next })), { replace: true, state })
  }
}
