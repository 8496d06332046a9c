import { Link } from 'wouter'
import type { Metric } from '../../api/model'
import type { RangeQuery } from '../../api/range_query'
import { pick, useLanguage } from '../../i18n/language'
import type { Values } from '../../lib/answer'
import { agentPath } from '../../lib/agent_path'
import { figure, none } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { FigureTable, type FigureColumn, type FigureRow } from '../../ui/FigureTable'
import { Icon } from '../../ui/Icon'
import type { AgentRow, GroupRow, Row } from './agent_rows'
import css from './Agents.module.css'
import { isSplit, isTimeSpent, splitParts, splitWhole } from './columns'
import { byName, type ListState } from './list_state'
import { TimeBar } from './TimeBar'
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
  const column = (metric: Metric): FigureColumn => {
    const split = isSplit(metric, query)
    return {
      id: metric.id,
      head: pick(metric.short, language),
      title: split ? pick(metric.definition, language) : t.agents.notSplit,
      cell: (values) => (split ? figure(values[metric.id], metric.unit) : none),
    }
  }
  const spent = columns.filter(isTimeSpent)
  const bar = spent.length > 0 && [...splitParts, splitWhole].every((id) => drawable(metrics, id, query))
  const longest = Math.max(0, ...rows.map((row) => (row.kind === 'agent' ? (row.values[splitWhole] ?? 0) : 0)))
  const barColumn: FigureColumn = {
    id: 'time_bar',
    head: t.agents.timeBar,
    title: t.agents.timeBarTip,
    drawn: true,
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
        head:
          row.kind === 'group' ? (
            <GroupHead row={row} toggle={() => toggle(row.key)} />
          ) : (
            <AgentName row={row} member={state.group !== null} />
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

function AgentName({ row, member }: { row: AgentRow; member: boolean }) {
  const search = useSearch()
  return (
    <Link
      href={href(agentPath(row.arn), scopeOnly(search))}
      className={member ? css.member : undefined}
      title={row.name}
    >
      {row.name}
    </Link>
  )
}

function GroupHead({ row, toggle }: { row: GroupRow; toggle: () => void }) {
  const { t } = useLanguage()
  return (
    <button type="button" className={css.group} aria-expanded={!row.shut} onClick={toggle}>
      <Icon name={row.shut ? 'chevronRight' : 'chevronDown'} size={14} />
      <span>{row.name || t.agents.withoutGroup}</span>
      <small>{row.agents}</small>
    </button>
  )
}
