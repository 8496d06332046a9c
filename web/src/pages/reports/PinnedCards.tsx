import { Link } from 'wouter'
import type { View } from '../../api/model'
import { useMetrics, useTable } from '../../api/queries'
import { rangeQuery } from '../../api/range_query'
import { useLanguage } from '../../i18n/language'
import { figure } from '../../lib/format'
import { metricOf, specTitle } from '../../lib/metric_spec'
import { rangeLabel } from '../../lib/range'
import { href, parseScope } from '../../lib/scope'
import { searchOf } from '../../lib/views'
import type { PageScope } from '../../shell/scope'
import { Explain } from '../../ui/Explain'
import { figureOf } from './explained'
import css from './PinnedCards.module.css'
import { parseReport, reportQuery, total } from './state'
import { figureAt, layoutOf } from './table'

/** How many figures of a report a card has room for. */
const mostFigures = 3

/** Reports in short: a link to the whole of each, and its first figures over its own range. */
export function PinnedCards({ reports, page }: { reports: View[]; page: PageScope }) {
  const { t } = useLanguage()
  return (
    <ul className={`${css.cards ?? ''} cc-screen`} aria-label={t.reports.saved}>
      {reports.map((view) => (
        <li key={view.id}>
          <Card view={view} page={page} />
        </li>
      ))}
    </ul>
  )
}

function Card({ view, page }: { view: View; page: PageScope }) {
  const { t, language } = useLanguage()
  const { data: metrics = [] } = useMetrics()
  const scope = parseScope(view.query)
  const state = parseReport(view.query)
  const whole = { ...state, metrics: state.metrics.slice(0, mostFigures), by: [], every: total, top: 0, compare: '' }
  const range = rangeQuery(scope, scope.zone ?? page.zone, page.resolve(scope.range))
  const request = reportQuery(whole, range)
  const result = useTable(request, page.ready)
  const answer = result.data
  const layout = answer && layoutOf(answer.columns, [])
  const label =
    scope.range.kind === 'preset' ? t.range[scope.range.preset] : rangeLabel(scope.range, language, page.today)
  return (
    <div className={css.card}>
      <Link href={href('/reports/view', searchOf(view))} title={view.name}>
        <b>{view.name}</b>
        <small>{label}</small>
      </Link>
      {result.error && <small>{t.state.error}</small>}
      {answer &&
        layout?.figures.map((column) => {
          const value = figureAt(answer.totals, column)
          const metric = metricOf(metrics, column.spec)
          return (
            <span key={column.id}>
              {metric ? specTitle(metric, column.spec, language, true) : column.spec}{' '}
              <strong>
                <Explain figure={value === null ? null : figureOf(request, answer, layout, null, column)}>
                  {figure(value, column.unit)}
                </Explain>
              </strong>
            </span>
          )
        })}
    </div>
  )
}
