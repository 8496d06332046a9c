import type { Month } from '../../api/model'
import { useMonth } from '../../api/month'
import { useLanguage } from '../../i18n/language'
import { change, count, percent } from '../../lib/format'
import { monthOf } from '../../lib/range'
import { clock, dayLabel, monthLabel, stamp, dayOf } from '../../lib/time'
import { tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { Page } from '../../shell/Page'
import { Pinned } from '../../shell/Pinned'
import { useScope, type PageScope } from '../../shell/scope'
import { useScopeWords } from '../../shell/scope_words'
import { useTitle } from '../../shell/title'
import { Notes } from '../../ui/Notes'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { TimeBasis } from '../../ui/TimeBasis'
import { useHow } from '../overview/how'
import { DayBars } from './DayBars'
import { DayTable } from './DayTable'
import { Figures } from './Figures'
import css from './Month.module.css'
import { MonthPicker } from './MonthPicker'
import { Agents, Queues } from './Parts'

/** One month beside the month before: figures, days, queues, agents; one page of paper. */
export function MonthPage() {
  const { t, language } = useLanguage()
  const page = useScope()
  const month = monthOf(page.resolved)
  const { zone, queue, channel, instance } = page.query
  const includesNow = month === page.today.slice(0, 7)
  const result = useMonth({ month, zone, queue, channel, instance }, includesNow, page.ready)
  const answer = result.data
  useTitle(`${t.month.title} ${monthLabel(`${month}-01`, language)}`)
  const choose = (next: string) => page.change({ range: { kind: 'month', month: next } })
  return (
    <Page
      title={t.month.title}
      page={page}
      range={false}
      print={`month=${month}`}
      basis={{ field: 'initiation', range: { kind: 'month', month } }}
      figures={answer ? { asOf: answer.as_of, finalUntil: answer.final_until } : null}
      control={<MonthPicker month={month} today={page.today} choose={choose} />}
    >
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!answer && !result.error && <Skeleton lines={16} height={640} />}
      <Pinned on="month" page={page} />
      {answer && <Body month={answer} page={page} old={result.isPlaceholderData} />}
    </Page>
  )
}

function Body({ month, page, old }: { month: Month; page: PageScope; old: boolean }) {
  const { t } = useLanguage()
  const how = useHow(month)
  const open = (day: string) => page.change({ range: { kind: 'days', first: day, last: day } }, '/')
  return (
    <div className={css.month} data-month={month.month} data-old={old || undefined} aria-busy={old}>
      <About month={month} page={page} />
      <Figures month={month} how={how} />
      {month.figures.number_of_calls === 0 ? (
        <Empty text={t.month.empty} />
      ) : (
        <>
          <DayBars days={month.days} total={month.figures.number_of_calls} open={open} how={how('calls_per_day')} />
          <DayTable month={month} />
          <div className={css.two}>
            <Queues month={month} />
            <Agents month={month} />
          </div>
        </>
      )}
    </div>
  )
}

/** Which month it is, what it is compared with, and by which moment it is counted. */
function About({ month, page }: { month: Month; page: PageScope }) {
  const { t, language } = useLanguage()
  const now = useStore(tick, (at) => Math.floor(at / 60_000) * 60_000)
  const label = (of: string) => monthLabel(`${of}-01`, language)
  const until = Date.parse(month.until)
  const running = until < Date.parse(month.to)
  const upTo = `${dayLabel(dayOf(until, month.zone, month.day_start), language)} ${clock(until, month.zone)}`
  const before = label(month.previous.month)
  const chosen = useScopeWords(page.scope)
  return (
    <div className={css.about}>
      <h2>{label(month.month)}</h2>
      <p>
        {running ? t.month.running(upTo, before) : t.month.whole(before)}
        <TimeBasis
          field={month.time_field}
          zone={month.zone}
          dayStart={month.day_start}
          className={`${css.basis ?? ''} cc-print`}
        />
      </p>
      <Adjusted month={month} />
      <Notes notes={month.notes} />
      {month.previous.records_from && (
        <p className={css.note}>{t.month.recordsFrom(dayLabel(month.previous.records_from, language))}</p>
      )}
      <p className="cc-print">
        {month.final_until && `${t.month.final(stamp(Date.parse(month.final_until), month.zone))} · `}
        {chosen && `${chosen} · `}
        {t.month.printed(stamp(now, month.zone))}
      </p>
    </div>
  )
}

/** The two months by working days, in words. */
function Adjusted({ month }: { month: Month }) {
  const { t } = useLanguage()
  const texts = t.month.adjusted
  const { figures, previous } = month
  const moved = change(figures.per_working_day, previous.figures.per_working_day)
  if (figures.per_working_day === null || !moved) {
    return <p className={css.adjusted}>{figures.working_days === 0 && texts.none}</p>
  }
  const share = percent(moved.percent)
  const turned = moved.sign > 0 ? texts.more(share) : moved.sign < 0 ? texts.less(share) : texts.same
  return (
    <p className={css.adjusted}>
      {texts.both(
        figures.working_days,
        count(figures.per_working_day),
        previous.figures.working_days,
        count(previous.figures.per_working_day),
      )}{' '}
      <b>{turned}</b>
    </p>
  )
}
