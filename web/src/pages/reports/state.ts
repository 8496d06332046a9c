// A report as its address says it: the same words as on the command line. Range, zone, queues and channels are the page's.
import type { QueryRequest } from '../../api/model'
import type { RangeQuery } from '../../api/range_query'
import { parseSort, sortText, type Sort } from '../../lib/answer'
import { setAll, setOrDrop } from '../../lib/scope'

export type Filter = { dimension: string; values: string[]; not: boolean }

export const shapes = ['table', 'chart'] as const
export type Shape = (typeof shapes)[number]

export type ReportState = {
  metrics: string[]
  by: string[]
  every: string
  filters: Filter[]
  /** "" is the usual one: the moment at which a contact ended. */
  timeField: string
  shape: Shape
  /** By "" the rows are as the server ordered them: by time, then by name. */
  sort: Sort
}

/** The whole range as one. */
export const total = 'total'
export const mostGroups = 3
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
  setOrDrop(params, 'show', next.shape === 'table' ? '' : next.shape)
  const columns = [...next.metrics, ...next.by, 'time']
  setOrDrop(params, 'sort', columns.includes(next.sort.by) ? sortText(next.sort) : '')
  return params.toString()
}

/** One text a value: "channel=VOICE", "channel!=CHAT"; "channel=" is "has none". Keys of attributes may have such signs. */
function filterTexts({ dimension, values, not }: Filter): string[] {
  const name = dimension.replaceAll('%', '%25').replaceAll('=', '%3D').replaceAll('!', '%21')
  return values.map((value) => `${name}${not ? '!=' : '='}${value}`)
}

/** Texts of the same dimension and sense are one filter: any of its values may fit. */
function parseFilters(texts: string[]): Filter[] {
  const filters: Filter[] = []
  for (const text of texts) {
    const found = /^([^=!]+)(!?)=([\s\S]*)$/.exec(text)
    if (!found) continue
    const [, name = '', mark, value = ''] = found
    const dimension = name.replaceAll('%21', '!').replaceAll('%3D', '=').replaceAll('%25', '%')
    const not = mark === '!'
    const known = filters.find((f) => f.dimension === dimension && f.not === not)
    if (!known) filters.push({ dimension, values: [value], not })
    else if (!known.values.includes(value)) known.values.push(value)
  }
  return filters
}

/** The question that the report asks about the page's range. */
export function reportQuery(state: ReportState, range: RangeQuery): QueryRequest {
  const { from, to, zone, queue, channel } = range
  const narrowed = [
    { dimension: 'queue', values: queue, not: false },
    { dimension: 'channel', values: channel, not: false },
    ...state.filters,
  ]
  return {
    metrics: state.metrics,
    from,
    to,
    zone,
    every: state.every,
    by: state.by,
    where: narrowed.filter((f) => f.values.length > 0),
    ...(state.timeField ? { time_field: state.timeField } : {}),
  }
}
