// A figure by name, and how an address says that it is taken apart: "explain" holds a search part of its own.
import type { QueryRequest } from '../api/model'
import { addDays, monthStart, weekday } from './time'
import { filterTexts, parseFilters, type Filter } from './where'

const timeFields = ['initiation', 'disconnect', 'enqueue', 'connected_to_agent'] as const
export type TimeField = (typeof timeFields)[number]

/** One cell of a table: the words of its query, its bucket, and the keys of its row ("" is "has none"). */
export type FigureRef = {
  /** Id with parameters: "service_level:seconds=30". */
  metric: string
  /** Of the figure's bucket or range, half open: a day, or RFC 3339. */
  from: string
  to: string
  zone: string
  /** Disconnect unless given, as in a query. */
  timeField?: TimeField | undefined
  where?: Filter[]
  /** The part of time that counts; all of it unless given. */
  only?: string
  /** By what the table is grouped, and the row's keys; no keys: a figure of the totals. */
  by?: string[]
  keys?: string[]
  /** Of a mean over days: the days that count, of which "only" names the kind. */
  per?: 'working_day'
  /** Of a difference: the range whose figure is taken away from this one, half open. */
  against?: { from: string; to: string }
}

/** What tells a figure from the others of its table: its bucket, and the keys of its row; without keys it is of the totals. */
export type FigurePart = Partial<Pick<FigureRef, 'from' | 'to' | 'keys'>>

/** A figure in the answer to a question: by the same moments, filters and groups. */
export function figureIn(asked: Omit<QueryRequest, 'metrics'>, metric: string, part: FigurePart = {}): FigureRef {
  const { from, to, zone = '', by = [] } = asked
  return {
    metric,
    from,
    to,
    zone,
    timeField: timeFields.find((field) => field === asked.time_field),
    where: (asked.where ?? []).map((filter) => ({ ...filter, not: filter.not ?? false })),
    ...(asked.only ? { only: asked.only } : {}),
    ...(part.keys ? { by } : {}),
    ...part,
  }
}

const stepMs: { [every: string]: number } = { '15m': 900_000, '30m': 1_800_000, '1h': 3_600_000 }

/**
 * The end of an interval that begins so: the next one's begin, or the range's end where that comes before. Days begin at
 * dayStart, "00:00".
 */
export function endOf(start: string, every: string, end: string, dayStart = '00:00'): string {
  const step = stepMs[every]
  if (step) {
    const next = Date.parse(start) + step
    return end.includes('T') && Date.parse(end) < next ? end : new Date(next).toISOString()
  }
  const next = every === '1mo' ? monthStart(start, 1) : addDays(start, every === '1w' ? 7 - weekday(start) : 1)
  return `${next}T${dayStart}` < end ? next : end
}

/** Before: of a difference, the figure that is taken away is the one taken apart. */
export type Explained = { figure: FigureRef; part: number; before?: boolean }

/** The difference of a figure to that of another range; null where either has no value. */
export function differenceOf(figure: FigureRef | null, before: FigureRef | null): FigureRef | null {
  return figure && before && { ...figure, against: { from: before.from, to: before.to } }
}

/** The figure that a mean over days is of. */
export function withoutMean(figure: FigureRef): FigureRef {
  const whole = { ...figure }
  delete whole.per
  return whole
}

/** The two figures of a difference, each of which can be taken apart by itself; null of any other figure. */
export function sidesOf({ figure, part, before }: Explained): Record<'now' | 'before', Explained> | null {
  const { against, ...now } = figure
  if (!against) return null
  const side = (of: FigureRef, chosen: boolean): Explained => ({ figure: of, part: chosen ? part : 0 })
  return { now: side(now, !before), before: side({ ...now, ...against }, Boolean(before)) }
}

export const explainKey = 'explain'

function figureText({ figure, part, before }: Explained): string {
  const params = new URLSearchParams({ metric: figure.metric, from: figure.from, to: figure.to, zone: figure.zone })
  if (figure.timeField) params.set('time', figure.timeField)
  if (figure.only) params.set('only', figure.only)
  for (const text of (figure.where ?? []).flatMap(filterTexts)) params.append('where', text)
  for (const dimension of figure.by ?? []) params.append('by', dimension)
  for (const key of figure.keys ?? []) params.append('key', key)
  if (figure.per) params.set('per', figure.per)
  if (figure.against) {
    params.set('against_from', figure.against.from)
    params.set('against_to', figure.against.to)
  }
  if (before) params.set('side', 'before')
  if (part > 0) params.set('part', String(part))
  return params.toString()
}

/** The figure that the address takes apart; null where it takes none. */
export function parseExplained(search: string): Explained | null {
  const text = new URLSearchParams(search).get(explainKey)
  if (!text) return null
  const params = new URLSearchParams(text)
  const get = (name: string) => params.get(name) ?? ''
  const timeField = timeFields.find((field) => field === get('time'))
  return {
    figure: {
      metric: get('metric'),
      from: get('from'),
      to: get('to'),
      zone: get('zone'),
      timeField,
      where: parseFilters(params.getAll('where')),
      ...(get('only') ? { only: get('only') } : {}),
      by: params.getAll('by'),
      keys: params.getAll('key'),
      ...(get('per') === 'working_day' ? { per: 'working_day' } : {}),
      ...(get('against_to') ? { against: { from: get('against_from'), to: get('against_to') } } : {}),
    },
    part: get('part') === '1' ? 1 : 0,
    ...(get('side') === 'before' ? { before: true } : {}),
  }
}

export function withExplained(search: string, explained: Explained | null): string {
  const params = new URLSearchParams(search)
  if (explained) params.set(explainKey, figureText(explained))
  else params.delete(explainKey)
  return params.toString()
}

/** The search part of the contacts behind a part of a figure, as the Contacts page reads it. */
export function contactsBehind({ figure, part }: Explained, timeField: TimeField): string {
  const groups = (figure.keys ?? []).map((key, i) => ({ dimension: figure.by?.[i] ?? '', values: [key], not: false }))
  const params = new URLSearchParams({ from: figure.from, to: figure.to, zone: figure.zone, time: timeField })
  for (const text of [...(figure.where ?? []), ...groups].flatMap(filterTexts)) params.append('where', text)
  params.set('metric', figure.metric)
  if (part > 0) params.set('part', String(part))
  return params.toString()
}
