import { useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { useExplanation, useMetrics } from '../api/queries'
import { useLanguage } from '../i18n/language'
import { none } from '../lib/format'
import { parseExplained, sidesOf, withExplained, type Explained } from '../lib/figure'
import { metricOf, specTitle } from '../lib/metric_spec'
import { href } from '../lib/scope'
import type { ExplainState } from '../ui/Explain'
import { Notes } from '../ui/Notes'
import { Sheet } from '../ui/Sheet'
import { Failure, Skeleton } from '../ui/State'
import { Difference } from './Difference'
import css from './Explain.module.css'
import { ExplainFigure } from './ExplainFigure'
import { ExplainList } from './ExplainList'
import { useChoose } from './useChoose'
import { useSearch } from '../lib/search'

/** What is behind the figure that the address names, over the page that shows it. */
export function ExplainDrawer() {
  const search = useSearch()
  const explained = parseExplained(search)
  return explained ? <Drawer key={JSON.stringify(explained.figure)} explained={explained} /> : null
}

function Drawer({ explained }: { explained: Explained }) {
  const { t, language } = useLanguage()
  const close = useClose()
  const { metric, per, against } = explained.figure
  const named = metricOf(useMetrics().data ?? [], metric)
  const name = named ? specTitle(named, metric, language) : metric || none
  const title = per ? t.explain.perWorkingDay(name) : name
  const sides = sidesOf(explained)
  return (
    <Sheet
      title={against ? t.explain.difference(title) : title}
      label={t.explain.title(title)}
      close={t.explain.close}
      width={680}
      onClose={close}
    >
      {sides ? (
        <Difference sides={sides} explained={explained}>
          <Body explained={explained.before ? sides.before : sides.now} bare />
        </Difference>
      ) : (
        <Body explained={explained} />
      )}
    </Sheet>
  )
}

/** Back to the page, over whose entry of the history the drawer lies unless it was opened by a link. */
function useClose(): () => void {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = useHistoryState<ExplainState | null>()
  return () => {
    if (state?.explains) history.back()
    else navigate(href(path, withExplained(search, null)), { replace: true })
  }
}

function Body({ explained, bare }: { explained: Explained; bare?: boolean }) {
  const choose = useChoose()
  const result = useExplanation(explained)
  const pages = result.data?.pages ?? []
  const first = pages[0]
  if (result.error && !first) return <Failure error={result.error} retry={() => void result.refetch()} />
  if (!first) return <Skeleton lines={8} height={420} />
  return (
    <div className={css.body} data-old={result.isPlaceholderData || undefined} aria-busy={result.isFetching}>
      <ExplainFigure
        of={explained.figure}
        explanation={first}
        part={explained.part}
        choose={(part) => choose({ part })}
        bare={bare}
      />
      <Notes notes={first.notes} />
      <ExplainList
        pages={pages}
        explained={explained}
        more={result.hasNextPage ? () => void result.fetchNextPage() : null}
        busy={result.isFetchingNextPage}
      />
    </div>
  )
}
