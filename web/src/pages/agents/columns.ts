// Which figures the list of agents can show, and which it shows unless told otherwise.
import type { Metric, QueryRequest } from '../../api/model'
import { narrowing, type Chosen, type RangeQuery } from '../../api/range_query'
import type { Values } from '../../lib/answer'

/** Of contact records, and after them of agent events; those that the catalogue lacks are left out. */
const usual = [
  'contacts_handled',
  'avg_handle_time',
  'avg_interaction_time',
  'avg_hold_time',
  'avg_after_contact_work_time',
  'sum_online_time_agent',
  'agent_occupancy',
  'sum_contact_time_agent',
  'sum_idle_time_agent',
  'sum_non_productive_time_agent',
  'agent_answer_rate',
  'agent_non_response',
]

/** What time online is made of; drawn as one bar. */
export const splitParts = ['sum_contact_time_agent', 'sum_idle_time_agent', 'sum_non_productive_time_agent'] as const
export const splitWhole = 'sum_online_time_agent'

export const isTimeSpent = (metric: Metric) => metric.attribution === 'time_spent'

/** All that can be asked by agent: first what contact records say, then what agents' time says, as the catalogue lists them. */
export function choices(metrics: Metric[]): Metric[] {
  const ofAgents = metrics.filter((m) => m.dimensions.includes('agent'))
  return [...ofAgents.filter((m) => !isTimeSpent(m)), ...ofAgents.filter(isTimeSpent)]
}

/** The chosen columns, by attribution and then in the order chosen. */
export function shownColumns(metrics: Metric[], chosen: string[] | null): Metric[] {
  const all = choices(metrics)
  const ids = chosen ?? usual
  const found = ids.map((id) => all.find((m) => m.id === id)).filter((m) => m !== undefined)
  return [...found.filter((m) => !isTimeSpent(m)), ...found.filter(isTimeSpent)]
}

/** Whether a figure is split by all that the page is narrowed to: an agent's time online belongs to no queue. */
export function isSplit(metric: Metric, query: Chosen): boolean {
  return narrowing(query).every(({ dimension }) => metric.dimensions.includes(dimension))
}

/** The question about a range by some dimensions; contacts that no agent had are not in it. */
export function figuresQuery(query: RangeQuery, metrics: string[], by: string[]): QueryRequest {
  const { from, to, zone } = query
  const where = [{ dimension: 'agent', values: [''], not: true }, ...narrowing(query)]
  return { metrics, from, to, zone, by, where }
}

/** The parts of time online side by side, as shares of a whole. */
export function stacked(
  values: Values,
  whole: number,
): { id: (typeof splitParts)[number]; from: number; size: number }[] {
  const sizes = splitParts.map((id) => (values[id] ?? 0) / whole)
  return splitParts.map((id, i) => ({
    id,
    from: sizes.slice(0, i).reduce((sum, size) => sum + size, 0),
    size: sizes[i] ?? 0,
  }))
}
