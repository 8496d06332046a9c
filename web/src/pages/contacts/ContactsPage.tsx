import { Link, useLocation } from 'wouter'
import { useHistoryState } from 'wouter/use-browser-location'
import { useCatalogue, useContacts, useIngestStatus } from '../../api/queries'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage } from '../../i18n/language'
import { parseSort, sortText, type Sort } from '../../lib/answer'
import { count } from '../../lib/format'
import { href } from '../../lib/scope'
import { Page } from '../../shell/Page'
import { SavedViews } from '../../shell/SavedViews'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Notes } from '../../ui/Notes'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { contactChoice, contactQuery, parseFilters, trail, withCursor, withoutFilters } from './contact_query'
import { ContactTable } from './ContactTable'
import css from './Contacts.module.css'
import { Filters } from './Filters'
import { parseList, withList } from './list_state'
import { ListTools } from './ListTools'
import { useSearch } from '../../lib/search'

/** The column by which the newest come first. */
const newest = {
  initiation: 'init_ms',
  disconnect: 'disconnect_ms',
  enqueue: 'enqueue_ms',
  connected_to_agent: 'connected_ms',
}

/** From how many contacts on a page can also be turned below them. */
const longPage = 20

/** Contacts, newest first, a page at a time. */
export function ContactsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const filters = parseFilters(search)
  const list = parseList(search)
  const columns = useCatalogue().data?.columns.filter((column) => list.columns.includes(column.id)) ?? []
  const result = useContacts(contactQuery(page.query, filters, list), page.ready)
  const found = result.data
  const sort = parseSort(list.sort, { by: newest[list.time], down: true })
  const order = (next: Sort) => navigate(href(path, withList(search, { sort: sortText(next) })))
  useTitle(t.contacts.title)
  return (
    <Page title={t.contacts.title} page={page}>
      <section className={css.box} aria-label={t.contacts.title} aria-busy={result.isPlaceholderData}>
        <div className={css.bar}>
          <Filters />
          <p className={css.count} aria-live="polite">
            {found && t.contacts.count(count(found.total))}
          </p>
          <div className={css.pager}>
            <SavedViews kind="contacts" />
            <ExportMenu question={{ contacts: contactChoice(page.query, filters, list) }} zone={page.zone} />
            <Pager next={found?.next ?? ''} />
          </div>
        </div>
        <ListTools page={page} />
        {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
        {!found && !result.error && <Skeleton lines={12} height={420} />}
        <Notes notes={found?.notes} />
        {found?.contacts.length === 0 && <Nothing page={page} />}
        {found && found.contacts.length > 0 && (
          <ContactTable
            contacts={found.contacts}
            zone={page.zone}
            old={result.isPlaceholderData}
            columns={list.columns.flatMap((id) => columns.filter((column) => column.id === id))}
            sort={sort}
            order={order}
          />
        )}
        {found && found.contacts.length >= longPage && (
          <div className={css.foot}>
            <div className={css.pager}>
              <Pager next={found.next} />
            </div>
          </div>
        )}
      </section>
    </Page>
  )
}

/** No contact matches: what would show some. */
function Nothing({ page }: { page: PageScope }) {
  const { t } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const cleared = withoutFilters(search)
  const none = useIngestStatus(30_000).data?.contacts === 0
  if (none) {
    return (
      <Empty text={t.first.title}>
        <Link href="/" className={controls.button}>
          {t.state.toOverview}
        </Link>
      </Empty>
    )
  }
  const widen = () => page.change({ range: { kind: 'preset', preset: '7d' } })
  return (
    <Empty text={cleared === null ? t.state.empty : t.contacts.empty}>
      <button
        type="button"
        className={controls.button}
        onClick={cleared === null ? widen : () => navigate(href(path, cleared))}
      >
        {cleared === null ? t.state.widen : t.filter.clearAll}
      </button>
    </Empty>
  )
}

/** Pages have a key, not a number: each entry of the history remembers the keys of the pages behind it. */
function Pager({ next }: { next: string }) {
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
    <>
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
    </>
  )
}
