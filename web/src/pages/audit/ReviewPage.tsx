import { Link, useLocation } from 'wouter'
import { useReview } from '../../api/audit'
import type { AuditEntry, AuditReview } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { monthOf } from '../../lib/range'
import { href, withScope } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { monthLabel, stamp } from '../../lib/time'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { MonthPicker } from '../month/MonthPicker'
import { AuditEntries } from './AuditEntries'
import css from './Audit.module.css'
import { MarkReview } from './MarkReview'
import { ReviewAccounts } from './ReviewAccounts'

/** A month of the access records as its reviewer reads it, and which months wait to be reviewed. */
export function ReviewPage() {
  const { t } = useLanguage()
  const page = useScope()
  const month = monthOf(page.resolved)
  const result = useReview({ month, zone: page.zone }, page.ready)
  useTitle(t.review.title)
  return (
    <Page
      title={t.review.title}
      page={page}
      range={false}
      filters={false}
      instances={false}
      print
      control={
        <MonthPicker
          month={month}
          today={page.today}
          choose={(next) => page.change({ range: { kind: 'month', month: next } })}
        />
      }
    >
      <BackLink href="/audit">{t.nav.audit}</BackLink>
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!result.data && !result.error && <Skeleton height={480} lines={10} />}
      {result.data && <Body review={result.data} page={page} />}
    </Page>
  )
}

function Body({ review, page }: { review: AuditReview; page: PageScope }) {
  const { t, language } = useLanguage()
  const list = (title: string, entries: AuditEntry[]) => (
    <Panel title={title} sub={count(entries.length)} flush>
      {entries.length > 0 ? (
        <AuditEntries entries={entries} zone={page.zone} title={title} />
      ) : (
        <Empty text={t.review.none} />
      )}
    </Panel>
  )
  return (
    <div className={css.review} data-review={review.month}>
      <Panel title={monthLabel(`${review.month}-01`, language)} sub={t.review.sub}>
        <OpenMonths open={review.open} />
        {review.reviews.map((mark) => (
          <p key={mark.seq} className={css.mark}>
            {t.review.reviewed(stamp(Date.parse(mark.at), page.zone), mark.who)}
            <span>{mark.reason}</span>
          </p>
        ))}
        {review.over ? (
          <MarkReview key={`${review.month} ${review.reviews.length}`} month={review.month} zone={page.zone} />
        ) : (
          <p className={css.quiet}>{t.review.notOver}</p>
        )}
      </Panel>
      <Panel title={t.review.accounts} sub={t.review.entries(count(review.entries))} flush>
        {review.accounts.length > 0 ? <ReviewAccounts accounts={review.accounts} /> : <Empty text={t.review.none} />}
      </Panel>
      {list(t.review.downloads, review.downloads)}
      {list(t.review.refused, review.refused)}
      {list(t.review.changes, review.changes)}
      {review.cut && <p className={css.quiet}>{t.review.cut}</p>}
    </div>
  )
}

/** The months that nobody has reviewed, each a link to it. */
function OpenMonths({ open }: { open: string[] }) {
  const { t, language } = useLanguage()
  const [path] = useLocation()
  const search = useSearch()
  if (open.length === 0) return <p className={css.quiet}>{t.review.allDone}</p>
  return (
    <p className={css.open}>
      {t.review.open}
      {open.map((month) => (
        <Link key={month} href={href(path, withScope(search, { range: { kind: 'month', month } }))}>
          {monthLabel(`${month}-01`, language)}
        </Link>
      ))}
    </p>
  )
}
