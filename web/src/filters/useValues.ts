import type { DimensionValue } from '../api/model'
import { useDimension } from '../api/queries'
import { useLanguage } from '../i18n/language'
import { isAttribute, valueText } from '../i18n/dimension'

export type Choices = { options: DimensionValue[]; name: (value: string) => string }

/** The values that a filter can have, "has none" first. An attribute can have more than a list: then text narrows it. */
export function useValues(dimension: string, text = ''): Choices {
  const { t } = useLanguage()
  const values = useDimension(dimension, isAttribute(dimension) ? text : '')
  const name = (value: string) => valueText(dimension, values.find((v) => v.value === value)?.name ?? value, value, t)
  const options = values.filter((v) => v.value !== '').map(({ value }) => ({ value, name: name(value) }))
  return { options: [{ value: '', name: name('') }, ...options], name }
}
