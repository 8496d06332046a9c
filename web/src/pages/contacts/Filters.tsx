import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { useDimension } from '../../api/queries'
import { useLanguage, word } from '../../i18n/language'
import { href } from '../../lib/scope'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { MultiSelect } from '../../ui/MultiSelect'
import { parseFilters, withFilter, withoutFilters, type FilterKey } from './contact_query'
import css from './Contacts.module.css'
import { useSearch } from '../../lib/search'

/** How long typing must rest before the list is asked again. */
const restMs = 300

/** The list's own filters; queue, channel and range are in the page's header. */
export function Filters() {
  const { t } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const filters = parseFilters(search)
  const agents = useDimension('agent')
  const methods = useDimension('initiation_method').map((m) => ({ value: m.value, name: word(t.method, m.value) }))
  const outcomes = (['handled', 'abandoned', 'other'] as const).map((value) => ({ value, name: t.outcome[value] }))
  const set = (key: FilterKey, values: string[]) => navigate(href(path, withFilter(search, key, values)))
  const cleared = withoutFilters(search)
  return (
    <div className={css.filters} role="search">
      <IdSearch id={filters.id} find={(id) => set('q', [id])} />
      <MultiSelect
        icon="check"
        name={t.filter.outcome}
        all={t.filter.allOutcomes}
        options={outcomes}
        chosen={filters.outcomes}
        choose={(v) => set('outcome', v)}
      />
      <MultiSelect
        icon="agent"
        name={t.filter.agents}
        all={t.filter.allAgents}
        options={agents}
        chosen={filters.agents}
        choose={(v) => set('agent', v)}
      />
      <MultiSelect
        icon="contacts"
        name={t.filter.methods}
        all={t.filter.allMethods}
        options={methods}
        chosen={filters.methods}
        choose={(v) => set('method', v)}
      />
      {cleared !== null && (
        <button type="button" className={controls.ghost} onClick={() => navigate(href(path, cleared))}>
          {t.filter.clearAll}
        </button>
      )}
    </div>
  )
}

function IdSearch({ id, find }: { id: string; find: (id: string) => void }) {
  const { t } = useLanguage()
  const [text, setText] = useState(id)
  const [seen, setSeen] = useState(id)
  if (id !== seen) {
    // The URL changed by something else than typing (back, clear): the field follows.
    setSeen(id)
    if (id !== text.trim()) setText(id)
  }
  useEffect(() => {
    if (text.trim() === id) return
    const timer = setTimeout(() => find(text.trim()), restMs)
    return () => clearTimeout(timer)
  }, [text, id, find])
  return (
    <div className={`${controls.field ?? ''} ${css.search ?? ''}`}>
      <Icon name="search" size={15} />
      <input
        data-find
        type="search"
        value={text}
        placeholder={t.contacts.search}
        aria-label={t.contacts.searchLong}
        onChange={(e) => setText(e.target.value)}
      />
    </div>
  )
}
