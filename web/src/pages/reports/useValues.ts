import type { DimensionValue } from '../../api/model'
import { useDimension, useTable } from '../../api/queries'
import type { RangeQuery } from '../../api/range_query'
import { useLanguage } from '../../i18n/language'
import { isAttribute, valueText } from './words'

export type Choices = { options: DimensionValue[]; name: (value: string) => string }

/** The values that a filter can have, "has none" first: all that ever were, of an attribute those of the range. */
export function useValues(dimension: string, range: RangeQuery): Choices {
  const { t } = useLanguage()
  const attribute = isAttribute(dimension)
  const known = useDimension(dimension, !attribute)
  const { from, to, zone } = range
  const asked = useTable(
    { metrics: ['contacts_created'], from, to, zone, by: [dimension], time_field: 'initiation' },
    attribute,
  )
  const values = attribute
    ? (asked.data?.rows ?? [])
        .map(([cell]) => (typeof cell === 'string' ? cell : ''))
        .map((value) => ({ value, name: value }))
    : known
  const name = (value: string) => valueText(dimension, values.find((v) => v.value === value)?.name ?? value, value, t)
  const options = values.filter((v) => v.value !== '').map(({ value }) => ({ value, name: name(value) }))
  return { options: [{ value: '', name: name('') }, ...options], name }
}
