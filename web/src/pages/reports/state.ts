// A report as its address says it: the same words as on the command line. Range, zone, queues, channels and instances are the
// page's.
import type { QueryRequest } from '../../api/model'
import { narrowing, type RangeQuery } from '../../api/range_query'
import { parseSort, sortText, type Sort } from '../../lib/answer'
import { setAll, setOrDrop } from '../../lib/scope'
import { filterTexts, parseFilters, type Filter } from '../../lib/where'

export const shapes = ['table', 'chart'] as const
export type Shape = (typeof shapes)[number]

export type ReportState = {
  metrics: string[]
  by: string[]
  every: string
  filters: Filter[]
  /** "" is the usual one: the moment at which a contact ended. */
  timeField: string
  /** The part of the range that counts: one of parts, "" for all of it. */
  only: string
  /** The period to compare with; "" for none. */
  compare: string
  /** How many of the first group's values are shown, the rest as one; 0 is all. */
  top: number
  shape: Shape
  /** By "" the rows are as the server ordered them: by time, then by name. */
  sort: Sort
}

/** The whole range as one. */
export const total = 'total'
export const mostGroups = 3
/** What a range can be compared with, as the API names it. */
export const periods = ['period_before', 'comparable_day', 'week_before', 'month_before', 'year_before'] as const
/** The parts of time that can count alone, by the settings. */
export const parts = ['working_days', 'working_hours'] as const
/** How many of a group can be shown alone. */
export const tops = [5, 10, 20, 50]
const unsorted: Sort = { by: '', down: false }

export function parseReport(search: string): ReportState {
  const params = new URLSearchParams(search)
  const shape = params.get('show')
  return {
    metrics: [...new Set(params.getAll('metric').filter(Boolean))],
    by: [...new Set(params.getAll('by').filter(Boolean))],
    every: params.get('every') || total,
    filters: parseFilters(params.getAll('where')),
    timeField: params.get('time') ?? '',
    only: parts.find((part) => part === params.get('only')) ?? '',
    compare: params.get('compare') ?? '',
    top: topOf(params.get('top')),
    shape: shapes.find((s) => s === shape) ?? 'table',
    sort: parseSort(params.get('sort'), unsorted),
  }
}

/** The search part with the report changed. An order by a column that is gone goes with it. */
export function withReport(search: string, change: Partial<ReportState>): string {
  const params = new URLSearchParams(search)
  const next = { ...parseReport(search), ...change }
  setAll(params, 'metric', next.metrics)
  setAll(params, 'by', next.by)
  setOrDrop(params, 'every', next.every === total ? '' : next.every)
  setAll(params, 'where', next.filters.flatMap(filterTexts))
  setOrDrop(params, 'time', next.timeField)
  setOrDrop(params, 'only', next.only)
  setOrDrop(params, 'compare', next.compare)
  setOrDrop(params, 'top', next.top > 0 && next.by.length > 0 ? String(next.top) : '')
  setOrDrop(params, 'show', next.shape === 'table' ? '' : next.shape)
  const columns = [...next.metrics, ...next.by, 'time']
  const [, column = next.sort.by] = /^(?:compare|difference):(.*)$/.exec(next.sort.by) ?? []
  setOrDrop(params, 'sort', columns.includes(column) ? sortText(next.sort) : '')
  return params.toString()
}

/** The question that the report asks about the page's range. */
export function reportQuery(state: ReportState, range: RangeQuery): QueryRequest {
  const { from, to, zone } = range
  return {
    metrics: state.metrics,
    from,
    to,
    zone,
    every: state.every,
    by: state.by,
    where: [...narrowing(range), ...state.filters].filter((f) => f.values.length > 0),
    ...(state.timeField ? { time_field: state.timeField } : {}),
    ...(state.only ? { only: state.only } : {}),
    ...(state.compare ? { compare: { period: state.compare } } : {}),
    ...(state.top > 0 && state.by.length > 0 ? { top: { n: state.top } } : {}),
  }
}

function topOf(text: string | null): number {
  const n = Number(text)
  return Number.isInteger(n) && n > 0 ? n : 0
}
