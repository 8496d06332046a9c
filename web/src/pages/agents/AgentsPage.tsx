import { useLocation } from 'wouter'
import { useMetrics, useTable } from '../../api/queries'
import type { Metric } from '../../api/model'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage } from '../../i18n/language'
import { readAnswer } from '../../lib/answer'
import { count } from '../../lib/format'
import { href } from '../../lib/scope'
import { Page } from '../../shell/Page'
import { Pinned } from '../../shell/Pinned'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { incomplete, Notes } from '../../ui/Notes'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { pageSize, rowsOf } from './agent_rows'
import css from './Agents.module.css'
import { AgentTable } from './AgentTable'
import { figuresQuery, isSplit, shownColumns, splitParts, splitWhole } from './columns'
import { parseList, withList } from './list_state'
import { Tools } from './Tools'
import { useSearch } from '../../lib/search'

const byEnd = { field: 'disconnect' } as const

/** Every agent of the range: figures by contact record and by time spent, side by side and never mixed. */
export function AgentsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const state = parseList(search)
  const metrics = useMetrics()
  const columns = shownColumns(metrics.data ?? [], state.columns)
  const asked = questionMetrics(metrics.data ?? [], columns, page.query)
  const ready = page.ready && metrics.isSuccess
  const request = figuresQuery(page.query, asked, state.group ? [state.group, 'agent'] : ['agent'])
  const agents = useTable(request, ready)
  const groups = useTable(figuresQuery(page.query, asked, state.group ? [state.group] : []), ready && !!state.group)
  useTitle(t.agents.title)
  const change = (next: Parameters<typeof withList>[1]) => navigate(href(path, withList(search, next)))
  const error = metrics.error ?? agents.error ?? (state.group ? groups.error : null)
  const retry = () => void Promise.all([metrics.refetch(), agents.refetch(), state.group ? groups.refetch() : null])
  const answer = agents.data && readAnswer(agents.data)
  const byGroup = groups.data && state.group ? readAnswer(groups.data) : null
  const found = answer && (!state.group || byGroup) ? rowsOf(answer, byGroup, state) : null
  return (
    <Page title={t.agents.title} page={page} basis={byEnd} fill>
      <Pinned on="agents" page={page} />
      <Notes notes={incomplete(agents.data?.notes)} />
      <section className={css.box} aria-label={t.agents.title} aria-busy={agents.isPlaceholderData}>
        <div className={css.bar}>
          <Tools state={state} metrics={metrics.data ?? []} columns={columns} change={change} />
          <p className={css.count} aria-live="polite">
            {found && t.agents.count(count(found.agents))}
          </p>
          {found && <ExportMenu question={{ query: request }} zone={page.zone} />}
          {found && (state.after > 0 || !found.last) && (
            <Pager after={state.after} last={found.last} turn={(after) => change({ after })} />
          )}
        </div>
        {error && <Failure error={error} retry={retry} />}
        {!found && !error && <Skeleton lines={14} height={460} />}
        {found?.agents === 0 && <Empty text={state.find ? t.agents.nobody(state.find) : t.agents.empty} />}
        {found && found.agents > 0 && answer && (
          <AgentTable
            rows={found.rows}
            totals={answer.totals}
            columns={columns}
            metrics={metrics.data ?? []}
            state={state}
            query={page.query}
            change={change}
            old={agents.isPlaceholderData || (!!state.group && groups.isPlaceholderData)}
          />
        )}
      </section>
    </Page>
  )
}

/** The columns that the filters leave a meaning, and what the drawn bar of time is made of. */
function questionMetrics(metrics: Metric[], columns: Metric[], query: Parameters<typeof isSplit>[1]): string[] {
  const drawn = columns.some((m) => m.attribution === 'time_spent') ? [...splitParts, splitWhole] : []
  const known = (id: string) => metrics.find((m) => m.id === id)
  const all = [...columns, ...drawn.map(known).filter((m) => m !== undefined)]
  return [...new Set(all.filter((m) => isSplit(m, query)).map((m) => m.id))]
}

function Pager({ after, last, turn }: { after: number; last: boolean; turn: (after: number) => void }) {
  const { t } = useLanguage()
  return (
    <div className={css.pager}>
      <button type="button" className={controls.button} disabled={after === 0} onClick={() => turn(after - pageSize)}>
        <Icon name="chevronLeft" size={15} />
        {t.contacts.previous}
      </button>
      <button type="button" className={controls.button} disabled={last} onClick={() => turn(after + pageSize)}>
        {t.contacts.next}
        <Icon name="chevronRight" size={15} />
      </button>
    </div>
  )
}
