import { useLanguage } from '../i18n/language'
import { rangeMistake } from '../lib/range'
import { useSearch } from '../lib/search'
import { isDay, validZone } from '../lib/time'
import css from './Page.module.css'
import type { PageScope } from './scope'

/** What a page makes of an address that somebody has typed wrong, and what to do instead. */
export function Misread({ page, dated }: { page: PageScope; dated: boolean }) {
  const { t } = useLanguage()
  const params = new URLSearchParams(useSearch())
  const get = (key: string) => params.get(key) ?? ''
  const words = t.range.misread
  const [range, day, zone] = [get('range'), get('day'), get('zone')]
  const mistake = rangeMistake(range)
  const said = [
    mistake && words[mistake](range),
    day && !isDay(day) && words.unread(day),
    ...['from', 'to'].map(get).map((moment) => moment && Number.isNaN(Date.parse(moment)) && words.unread(moment)),
    dated && page.resolved.from > page.today && words.future,
    zone && !validZone(zone) && t.zone.misread(zone, page.zone),
  ].filter((text): text is string => typeof text === 'string' && text !== '')
  return said.map((text) => (
    <p key={text} role="status" className={`${css.notice ?? ''} cc-screen`} data-misread>
      {text}
    </p>
  ))
}
