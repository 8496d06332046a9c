import { useLocation } from 'wouter'
import type { AgentDay } from '../../api/model'
import { useMetrics, useTable } from '../../api/queries'
import { ExportMenu } from '../../exports/ExportMenu'
import { pick, useLanguage } from '../../i18n/language'
import { withDay } from '../../lib/agent_path'
import { readAnswer, type AnswerRow } from '../../lib/answer'
import { figureIn } from '../../lib/figure'
import { count, figure } from '../../lib/format'
import { href } from '../../lib/scope'
import { addDays, dayLabel, type Day } from '../../lib/time'
import type { PageScope } from '../../shell/scope'
import { Bars } from '../../ui/Bars'
import { useData } from '../../ui/Data'
import { Panel } from '../../ui/Panel'
import { Failure, Skeleton } from '../../ui/State'
import css from './Agent.module.css'
import { useSearch } from '../../lib/search'

/** How many days are shown, the chosen one being the last but six where they exist. */
const shownDays = 28

const figures = ['contacts_handled', 'avg_handle_time', 'sum_online_time_agent', 'agent_occupancy']

type Props = { agent: AgentDay['agent']; day: Day; page: PageScope }

/** Four weeks around the day: contacts handled a day, and a click to another day. */
export function Days({ agent, day, page }: Props) {
  const { t, language } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const last = [addDays(day, 6), page.today].sort()[0] ?? day
  const first = addDays(last, 1 - shownDays)
  const { data: catalogue } = useMetrics()
  const metrics = figures.map((id) => catalogue?.find((m) => m.id === id)).filter((m) => m !== undefined)
  const request = {
    metrics: metrics.map((m) => m.id),
    from: first,
    to: addDays(last, 1),
    zone: page.zone,
    every: '1d',
    where: [
      { dimension: 'agent', values: [agent.arn] },
      { dimension: 'instance', values: [agent.instance_arn] },
    ],
  }
  const result = useTable(request, true)
  const rows: AnswerRow[] = result.data ? readAnswer(result.data).rows : []
  const days = Array.from({ length: shownDays }, (_, i) => addDays(first, i))
  const row = (i: number) => rows[i]
  const handled = days.map((_, i) => row(i)?.values.contacts_handled ?? 0)
  const table = () => ({
    caption: t.agent.days,
    file: `agent-days-${day}`,
    head: [t.perDay.day, ...metrics.map((m) => pick(m.title, language))],
    units: ['', ...metrics.map((m) => m.unit)],
    rows: days.map((d, i) => ({
      key: d,
      cells: [d, ...metrics.map((m) => row(i)?.values[m.id] ?? null)],
      figures: [null, ...metrics.map((m) => figureIn(request, m.id, { from: d, to: addDays(d, 1) }))],
    })),
  })
  const data = useData(table, () => (
    <ExportMenu bare question={{ query: request }} zone={page.zone} what={t.agent.days} file={table().file} />
  ))
  return (
    <Panel
      title={t.agent.days}
      sub={`${dayLabel(first, language)} – ${dayLabel(last, language)}`}
      tools={data.tools}
      className={css.days}
    >
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {result.isPending && <Skeleton height={120} />}
      {data.view}
      {result.data && !data.shown && (
        <Bars
          label={t.agent.daysSummary(count(handled.reduce((a, b) => a + b, 0)))}
          language={language}
          layers={[
            { values: handled.map((n, i) => (days[i] === day ? 0 : n)), style: 'bar' },
            { values: handled.map((n, i) => (days[i] === day ? n : 0)), style: 'barOn' },
          ]}
          axis={days.map((d, slot) => ({ slot, text: dayLabel(d, language) }))}
          tip={(i) => (
            <>
              <b>{dayLabel(days[i] ?? day, language)}</b>
              {metrics.map((m) => (
                <div key={m.id}>
                  <span>{pick(m.short, language)}</span>
                  <span>{figure(row(i)?.values[m.id], m.unit)}</span>
                </div>
              ))}
            </>
          )}
          pick={(i) => navigate(href(path, withDay(search, days[i] ?? day)))}
        />
      )}
    </Panel>
  )
}
