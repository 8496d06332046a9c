import { Link } from 'wouter'
import type { View } from '../../api/model'
import { rangeQuery } from '../../api/range_query'
import { useCatalogue, useTable } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { rangeLabel } from '../../lib/range'
import { href, parseScope } from '../../lib/scope'
import { searchOf } from '../../lib/views'
import type { PageScope } from '../../shell/scope'
import controls from '../../ui/Controls.module.css'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from './Home.module.css'
import { ReportCharts } from './ReportCharts'
import { ReportTable } from './ReportTable'
import { parseReport, reportQuery } from './state'
import { useReading } from './useReading'

/** A pinned report with its figures: over its own range, and in its own order. */
export function PinnedReport({ view, page }: { view: View; page: PageScope }) {
  const { t, language } = useLanguage()
  const catalogue = useCatalogue()
  const scope = parseScope(view.query)
  const state = parseReport(view.query)
  const range = rangeQuery(scope, scope.zone ?? page.zone, page.resolve(scope.range))
  const request = reportQuery(state, range)
  const result = useTable(request, page.ready)
  const reading = useReading(result.data, state, catalogue.data)
  const label =
    scope.range.kind === 'preset' ? t.range[scope.range.preset] : rangeLabel(scope.range, language, page.today)
  return (
    <Panel
      title={view.name}
      sub={label}
      flush
      tools={
        <Link className={controls.ghost} href={href('/reports/view', searchOf(view))}>
          {result.data ? t.reports.openAll(count(result.data.rows.length)) : t.reports.open}
        </Link>
      }
    >
      <div className={css.body}>
        {state.metrics.length === 0 && <Empty text={t.reports.choose} />}
        {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
        {result.isFetching && !result.data && <Skeleton lines={6} />}
        {reading?.rows.length === 0 && <Empty text={t.reports.empty} />}
        {result.data && reading && reading.rows.length > 0 && state.shape === 'table' && (
          <ReportTable reading={reading} result={result.data} label={view.name} request={request} sort={state.sort} />
        )}
        {result.data && reading && reading.rows.length > 0 && state.shape === 'chart' && (
          <ReportCharts reading={reading} result={result.data} request={request} />
        )}
      </div>
    </Panel>
  )
}
