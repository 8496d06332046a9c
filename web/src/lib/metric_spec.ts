// A metric with its parameters, as queries and addresses write it: "service_level:seconds=30,compare=lte".
import type { Metric, QueryResult } from '../api/model'
import type { Language } from './format'

export type Spec = { id: string; parameters: { [name: string]: string } }

type Parameter = Metric['parameters'][number]

/** Service level as every queue promises it, which is what tiles and tables of queues show. */
export const promisedLevel = 'service_level:seconds=queue'

export function parseSpec(text: string): Spec {
  const [id, rest] = split(text, ':')
  const parameters: Spec['parameters'] = {}
  for (const part of rest.split(',')) {
    const [name, value] = split(part, '=')
    if (name) parameters[name] = value
  }
  return { id, parameters }
}

/** The word that a parameter is instead of a number. */
export function wordOf(parameter: Parameter, value: string | undefined) {
  return parameter.words.find((word) => word.value === value)
}

/** The parameter that a word stands for, if one does. */
export function worded(metric: Metric, parameters: Spec['parameters']) {
  return metric.parameters.find((p) => wordOf(p, parameters[p.name]))
}

/**
 * The spec without what is the default anyway, its parameters in the catalogue's order. A word says everything: the other
 * parameters go with it.
 */
export function specText(metric: Metric, parameters: Spec['parameters']): string {
  const word = worded(metric, parameters)
  if (word) return `${metric.id}:${word.name}=${parameters[word.name] ?? ''}`
  const said = metric.parameters
    .filter((p) => (parameters[p.name] ?? p.default) !== p.default)
    .map((p) => `${p.name}=${parameters[p.name] ?? ''}`)
  return said.length > 0 ? `${metric.id}:${said.join(',')}` : metric.id
}

function split(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}

/** The metric of a spec; undefined where the catalogue has none. */
export function metricOf(metrics: Metric[], spec: string): Metric | undefined {
  const { id } = parseSpec(spec)
  return metrics.find((m) => m.id === id)
}

/**
 * How the figure of a spec is counted. Columns are of an answer, which says so of every spec with parameters; without one only
 * words say so themselves, and of numbers nothing is known.
 */
export function countedAs(
  metric: Metric,
  spec: string,
  columns: QueryResult['columns'] = [],
): Pick<Metric, 'definition' | 'formula'> | undefined {
  const { definition, formula } = columns.find((column) => column.name === spec) ?? {}
  if (definition) return { definition, formula: formula ?? '' }
  const { parameters } = parseSpec(spec)
  const parameter = worded(metric, parameters)
  if (parameter) return wordOf(parameter, parameters[parameter.name])
  return Object.keys(parameters).length === 0 ? metric : undefined
}

/** A parameter with its value in words: "at most", "30 s", "7 days"; what has no words stays as it is written. */
export function parameterWords(parameter: Parameter, value: string, language: Language): string {
  const { name, choices } = parameter
  const ko = language === 'ko'
  const number = /^\d+$/.test(value)
  if (name === 'seconds' && number) return ko ? `${value}초` : `${value} s`
  if (name === 'short' && number) return ko ? `${value}초 미만 포기 제외` : `abandons under ${value} s out`
  if (name === 'days' && number) return ko ? `${value}일 이내` : `within ${value} days`
  return choices.find((choice) => choice.value === value)?.meaning[language] ?? `${name}=${value}`
}

/** The title with the parameters that were chosen: titles say the default number of seconds, others follow behind. */
export function specTitle(metric: Metric, spec: string, language: Language, short = false): string {
  const { parameters } = parseSpec(spec)
  let title = (short ? metric.short : metric.title)[language]
  const others: string[] = []
  for (const p of metric.parameters) {
    const value = parameters[p.name]
    if (value === undefined || value === p.default) continue
    const said = new RegExp(`\\b${p.default}(?=초| s\\b)`)
    const word = wordOf(p, value)?.meaning[language]
    if (word && said.test(title)) title = title.replace(new RegExp(`\\b${p.default}(초| s)`), word)
    else if (word) others.push(word)
    else if (p.name === 'seconds' && said.test(title)) title = title.replace(said, value)
    else others.push(parameterWords(p, value, language))
  }
  return others.length > 0 ? `${title} · ${others.join(', ')}` : title
}
