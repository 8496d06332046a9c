// Dimensions and their values in the page's language.
import type { DimensionInfo } from '../api/model'
import type { Language } from '../lib/format'
import type { Dictionary } from './dictionary'
import { word } from './language'
import { queueName } from './queue_name'

const attribute = 'attribute:'

export function isAttribute(dimension: string): boolean {
  return dimension.startsWith(attribute)
}

/** What people call a dimension; a contact attribute by its key. */
export function dimensionTitle(dimension: string, known: DimensionInfo[], language: Language): string {
  if (isAttribute(dimension)) return dimension.slice(attribute.length)
  return known.find((d) => d.id === dimension)?.title[language] ?? dimension
}

/** The dimensions whose values are words of Amazon Connect. */
const ofConnect = ['channel', 'initiation_method', 'disconnect_reason']

/** Connect's own word for a value that is shown in the page's language. */
export function connectWord(dimension: string, value: string): string | undefined {
  return ofConnect.includes(dimension) && value !== '' ? value : undefined
}

/** A value of a dimension; "" is "has none". Key is its ARN where it has one. */
export function valueText(dimension: string, name: string, key: string, t: Dictionary): string {
  if (name === '' && key === '') return dimension === 'queue' ? t.queues.noQueue : t.reports.none
  if (dimension === 'queue') return queueName(name, key, t)
  if (dimension === 'channel') return word(t.channel, name)
  if (dimension === 'initiation_method') return word(t.method, name)
  if (dimension === 'disconnect_reason') return word(t.reason, name)
  return name || key
}
