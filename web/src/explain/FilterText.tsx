import type { Explanation } from '../api/model'
import { useDimension } from '../api/queries'
import { isAttribute, valueText } from '../i18n/dimension'
import { pick, useLanguage } from '../i18n/language'

type Filter = Explanation['filters'][number]

/** A filter in words: "Queue: Sales or Technical support". */
export function FilterText({ filter }: { filter: Filter }) {
  const { t, language } = useLanguage()
  const { id } = filter.dimension
  const known = useDimension(id)
  const named = filter.values.map(({ value, name }) =>
    valueText(id, name || known.find((v) => v.value === value)?.name || value, value, t),
  )
  const title = pick(filter.dimension.title, language) || (isAttribute(id) ? id.slice('attribute:'.length) : id)
  const words = named.join(t.explain.or)
  return <>{filter.not ? t.explain.isNot(title, words) : t.explain.is(title, words)}</>
}
