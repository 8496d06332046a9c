import type { Explanation } from '../api/model'
import { useDimension } from '../api/queries'
import { pick, useLanguage, word } from '../i18n/language'
import { queueName } from '../i18n/queue_name'

type Filter = Explanation['filters'][number]

/** A filter in words: "Queue: Sales or Technical support". */
export function FilterText({ filter }: { filter: Filter }) {
  const { t, language } = useLanguage()
  const known = useDimension(filter.dimension.id)
  const named = filter.values.map(({ value, name }) => {
    const found = name || known.find((v) => v.value === value)?.name || value
    if (filter.dimension.id === 'queue') return queueName(found, value, t)
    if (filter.dimension.id === 'channel') return word(t.channel, found)
    if (filter.dimension.id === 'initiation_method') return word(t.method, found)
    return found || t.explain.without
  })
  const title = pick(filter.dimension.title, language) || filter.dimension.id.replace('attribute:', '')
  const words = named.join(t.explain.or)
  return <>{filter.not ? t.explain.isNot(title, words) : t.explain.is(title, words)}</>
}
