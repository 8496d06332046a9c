// A metric with its parameters, as queries and addresses write it: "service_level:seconds=30,compare=lte".
import type { Metric } from '../api/model'
import type { Language } from './format'

export type Spec = { id: string; parameters: { [name: string]: string } }

export function parseSpec(text: string): Spec {
  const [id, rest] = split(text, ':')
  const parameters: Spec['parameters'] = {}
  for (const part of rest.split(',')) {
    const [name, value] = split(part, '=')
    if (name) parameters[name] = value
  }
  return { id, parameters }
}

/** The spec without what is the default anyway, its parameters in the catalogue's order. */
export function specText(metric: Metric, parameters: Spec['parameters']): string {
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

/** The title with the parameters that were chosen: titles say the default number of seconds, others follow behind. */
export function specTitle(metric: Metric, spec: string, language: Language, short = false): string {
  const { parameters } = parseSpec(spec)
  let title = (short ? metric.short : metric.title)[language]
  const others: string[] = []
  for (const p of metric.parameters) {
    const value = parameters[p.name]
    if (value === undefined || value === p.default) continue
    const said = new RegExp(`\\b${p.default}(?=초| s\\b)`)
    if (p.name === 'seconds' && said.test(title)) title = title.replace(said, value)
    else if (p.name === 'seconds') others.push(`${value}${language === 'ko' ? '초' : ' s'}`)
    else others.push(`${p.name}=${value}`)
  }
  return others.length > 0 ? `${title} · ${others.join(', ')}` : title
}
