import { useLocation, useSearch } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import type { ContactItem } from '../../api/model'
import { useContacts } from '../../api/queries'
import { useLanguage, word } from '../../i18n/language'
import type { Dictionary } from '../../i18n/dictionary'
import { csv, download } from '../../lib/csv'
import { count } from '../../lib/format'
import { href } from '../../lib/scope'
import { stamp } from '../../lib/time'
import { Page } from '../../shell/Page'
import { SavedViews } from '../../shell/SavedViews'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { contactQuery, parseFilters, trail, withCursor } from './contact_query'
import { ContactTable } from './ContactTable'
import css from './Contacts.module.css'
import { Filters } from './Filters'

/** Contacts, newest first, a page at a time. */
export function ContactsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = useSearch()
  const filters = parseFilters(search)
  const result = useContacts(contactQuery(page.query, filters), page.ready)
  const list = result.data
  useTitle(t.contacts.title)
  return (
    <Page title={t.contacts.title} page={page}>
      <section className={css.box} aria-label={t.contacts.title} aria-busy={result.isPlaceholderData}>
        <div className={css.bar}>
          <Filters />
          <p className={css.count} aria-live="polite">
            {list && t.contacts.count(count(list.total))}
          </p>
          <Pager next={list?.next ?? ''} save={() => list && save(list.contacts, page.zone, t)} />
        </div>
        {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
        {!list && !result.error && <Skeleton lines={12} height={420} />}
        {list?.contacts.length === 0 && <Empty text={t.contacts.empty} />}
        {list && list.contacts.length > 0 && (
          <ContactTable contacts={list.contacts} zone={page.zone} old={result.isPlaceholderData} />
        )}
      </section>
    </Page>
  )
}

/** Pages have a key, not a number: each entry of the history remembers the keys of the pages behind it. */
function Pager({ next, save }: { next: string; save: () => void }) {
  const { t } = useLanguage()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const { after } = parseFilters(search)
  const behind = trail(useHistoryState<unknown>())
  const go = (cursor: string, behind: string[]) => {
    navigate(href(path, withCursor(search, cursor)), { state: { behind } })
    window.scrollTo({ top: 0 })
  }
  return (
    <div className={css.pager}>
      <SavedViews kind="contacts" />
      <button type="button" className={controls.button} onClick={save}>
        <Icon name="download" size={15} />
        {t.contacts.csv}
      </button>
      {after && (
        <button type="button" className={controls.button} onClick={() => go(behind.at(-1) ?? '', behind.slice(0, -1))}>
          <Icon name="chevronLeft" size={15} />
          {t.contacts.previous}
        </button>
      )}
      <button
        type="button"
        className={controls.button}
        disabled={next === ''}
        onClick={() => go(next, after ? [...behind, after] : [])}
      >
        {t.contacts.next}
        <Icon name="chevronRight" size={15} />
      </button>
    </div>
  )
}

function save(contacts: ContactItem[], zone: string, t: Dictionary): void {
  const c = t.contacts
  const head = [
    `${c.start} (${zone})`,
    c.id,
    c.channel,
    c.method,
    c.queue,
    c.agent,
    c.customer,
    c.inQueue,
    c.talk,
    c.hold,
    c.acw,
    c.outcome,
    c.reason,
  ]
  const rows = contacts.map((x) => [
    stamp(Date.parse(x.initiation), zone),
    x.contact_id,
    x.channel,
    x.initiation_method,
    x.queue_name,
    x.agent_name,
    x.customer_address_masked,
    x.queue_seconds,
    x.talk_seconds,
    x.hold_seconds,
    x.acw_seconds,
    word(t.outcome, x.outcome),
    x.disconnect_reason,
  ])
  download('contacts.csv', csv([head, ...rows]))
}
