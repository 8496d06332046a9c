// A figure by name, and how an address says that it is taken apart: "explain" holds a search part of its own.
import { filterTexts, parseFilters, type Filter } from './where'

export type TimeField = 'initiation' | 'disconnect' | 'enqueue' | 'connected_to_agent'

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
  /** By what the table is grouped, and the row's keys; no keys: a figure of the totals. */
  by?: string[]
  keys?: string[]
}

export type Explained = { figure: FigureRef; part: number }

export const explainKey = 'explain'

function figureText({ figure, part }: Explained): string {
  const params = new URLSearchParams({ metric: figure.metric, from: figure.from, to: figure.to, zone: figure.zone })
  if (figure.timeField) params.set('time', figure.timeField)
  for (const text of (figure.where ?? []).flatMap(filterTexts)) params.append('where', text)
  for (const dimension of figure.by ?? []) params.append('by', dimension)
  for (const key of figure.keys ?? []) params.append('key', key)
  if (part > 0) params.set('part', String(part))
  return params.toString()
}

const timeFields: TimeField[] = ['initiation', 'disconnect', 'enqueue', 'connected_to_agent']

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
      by: params.getAll('by'),
      keys: params.getAll('key'),
    },
    part: get('part') === '1' ? 1 : 0,
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
