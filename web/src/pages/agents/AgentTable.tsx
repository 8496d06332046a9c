import { Link } from 'wouter'
import type { Metric } from '../../api/model'
import type { RangeQuery } from '../../api/range_query'
import { pick, useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { agentPath } from '../../lib/agent_path'
import { figureIn } from '../../lib/figure'
import { figure, none } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { InstanceTag } from '../../shell/InstancePicker'
import { Explain } from '../../ui/Explain'
import { FigureTable, type FigureColumn, type FigureRow } from '../../ui/FigureTable'
import { GroupHead } from '../../ui/GroupHead'
import type { AgentRow, Row } from './agent_rows'
import { figuresQuery, isSplit, isTimeSpent, splitParts, splitWhole } from './columns'
import { byName, type ListState } from './list_state'
import { PartMark, TimeBar } from './TimeBar'
import { useSearch } from '../../lib/search'

type Props = {
  rows: Row[]
  totals: Values
  columns: Metric[]
  metrics: Metric[]
  state: ListState
  query: RangeQuery
  change: (change: Partial<ListState>) => void
  old: boolean
}

export function AgentTable({ rows, totals, columns, metrics, state, query, change, old }: Props) {
  const { t, language } = useLanguage()
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const named = (metric: string, key: string | null) => {
    const row = key === null ? undefined : byKey.get(key)
    const group = state.group ? [state.group] : []
    if (!row) return figureIn(figuresQuery(query, [metric], []), metric)
    if (row.kind === 'group') return figureIn(figuresQuery(query, [metric], group), metric, { keys: [row.key] })
    const keys = state.group ? [row.group, row.arn] : [row.arn]
    return figureIn(figuresQuery(query, [metric], [...group, 'agent']), metric, { keys })
  }
  const spent = columns.filter(isTimeSpent)
  const bar = spent.length > 0 && [...splitParts, splitWhole].every((id) => drawable(metrics, id, query))
  const column = (metric: Metric): FigureColumn => {
    const split = isSplit(metric, query)
    return {
      id: metric.id,
      head: pick(metric.short, language),
      title: split ? pick(metric.definition, language) : t.agents.notSplit,
      mark: bar && splitParts.some((id) => id === metric.id) ? <PartMark id={metric.id} /> : null,
      cell: (values, key) =>
        split ? (
          <Explain figure={values[metric.id] == null ? null : named(metric.id, key)}>
            {figure(values[metric.id], metric.unit)}
          </Explain>
        ) : (
          none
        ),
    }
  }
  const longest = Math.max(0, ...rows.map((row) => (row.kind === 'agent' ? (row.values[splitWhole] ?? 0) : 0)))
  const barColumn: FigureColumn = {
    id: 'time_bar',
    head: t.agents.timeBar,
    title: t.agents.timeBarTip,
    drawn: true,
    fromStart: true,
    cell: (values) => <TimeBar values={values} longest={longest} />,
  }
  const toggle = (key: string) =>
    change({ shut: state.shut.includes(key) ? state.shut.filter((k) => k !== key) : [...state.shut, key] })
  return (
    <FigureTable
      label={t.agents.title}
      first={{ id: byName, head: t.agents.agent }}
      sections={[
        {
          id: 'contact',
          title: t.attribution.contact,
          how: { definition: t.attribution.contactLong },
          columns: columns.filter((m) => !isTimeSpent(m)).map(column),
        },
        {
          id: 'time_spent',
          title: t.attribution.time_spent,
          how: { definition: t.attribution.timeSpentLong },
          columns: [...(bar ? [barColumn] : []), ...spent.map(column)],
        },
      ]}
      rows={rows.map((row): FigureRow => ({
        key: row.key,
        values: row.values,
        group: row.kind === 'group',
        member: row.kind === 'agent' && state.group !== null,
        head:
          row.kind === 'group' ? (
            <GroupHead
              name={row.name || t.agents.withoutGroup}
              members={row.agents}
              shut={row.shut}
              toggle={() => toggle(row.key)}
            />
          ) : (
            <AgentName row={row} />
          ),
      }))}
      total={{ head: t.agents.total, values: totals }}
      sort={state.sort}
      order={(sort) => change({ sort })}
      old={old}
    />
  )
}

function drawable(metrics: Metric[], id: string, query: RangeQuery): boolean {
  const metric = metrics.find((m) => m.id === id)
  return metric !== undefined && isSplit(metric, query)
}

function AgentName({ row }: { row: AgentRow }) {
  const search = useSearch()
  return (
    <>
      <Link href={href(agentPath(row.arn), scopeOnly(search))} title={row.name}>
        {row.name}
      </Link>
      <InstanceTag arn={row.arn} />
    </>
  )
}
