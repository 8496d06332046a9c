import { Link } from 'wouter'
import type { ContactItem } from '../../api/model'
import { useContacts, useDimension, useMetrics, useTable } from '../../api/queries'
import { useSettingsOf } from '../../api/settings'
import { ExportMenu } from '../../exports/ExportMenu'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { readAnswer, type Values } from '../../lib/answer'
import { figureIn } from '../../lib/figure'
import { count } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { promiseOf } from '../../lib/promise'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Explain } from '../../ui/Explain'
import { BackLink } from '../../ui/BackLink'
import { incomplete, Notes } from '../../ui/Notes'
import { Panel } from '../../ui/Panel'
import { FreeNow, OldestNow, WaitingNow } from '../../ui/QueueNow'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { ContactTable } from '../contacts/ContactTable'
import { ArrivalsPanel, LevelPanel, SpreadPanel, WaitsPanel } from './QueueCharts'
import { QueueCards } from './QueueCards'
import { AgentsPanel, EndingsPanel } from './QueueParts'
import { QueuePast } from './QueuePast'
import css from './Queues.module.css'
import { besideBefore, comparedWith, intervalOf, queueMetrics, question, waitMetrics } from './questions'
import { useSearch } from '../../lib/search'

const percentiles = ['p50_queue_answer_time', 'p90_queue_answer_time', 'p95_queue_answer_time']

/** One queue over the range: how it did, when, how long people waited, who handled them, and which contacts they were. */
export function QueuePage({ queue }: { queue: string }) {
  const { t } = useLanguage()
  const page = useScope({ queue: [queue] })
  const search = scopeOnly(useSearch())
  const arn = useArn(queue)
  const name = queueName(arn.name, arn.value, t)
  useTitle(name)
  return (
    <Page
      title={name}
      page={page}
      basis={{ field: 'initiation', chosen: { queues: [arn.value] } }}
      filters="channels"
      instances={false}
    >
      <p className={css.crumbs}>
        <BackLink href={href('/queues', search)}>{t.queuesPage.back}</BackLink>
        <span className={css.live}>
          <em>{t.queuesPage.now}</em>
          {t.queues.inQueue}{' '}
          <b>
            <WaitingNow arn={arn.value} />
          </b>
          {t.queues.longest}{' '}
          <b>
            <OldestNow arn={arn.value} />
          </b>
          {t.queues.available} <FreeNow arn={arn.value} />
        </span>
      </p>
      <Body page={page} queue={queue} />
    </Page>
  )
}

/** The queue that an address means: its ARN and newest name, as far as they are known. */
function useArn(queue: string): { value: string; name: string } {
  const known = useDimension('queue')
  return known.find((q) => q.value === queue || q.value.endsWith(`/${queue}`)) ?? { value: queue, name: '' }
}

function Body({ page, queue }: { page: PageScope; queue: string }) {
  const { t } = useLanguage()
  const metrics = useMetrics()
  const settings = useSettingsOf({ queue: [queue] })
  const promise = settings.data && promiseOf(settings.data.settings, queue)
  const ready = page.ready && promise !== undefined
  const every = intervalOf(page.resolved.days)
  const ask = (range: typeof page.query, metrics: string[], by: string[], each?: typeof every) =>
    question(range, promise ? metrics : [], by, [queue], each)
  const asked = [
    ...queueMetrics,
    ...waitMetrics,
    'contacts_answered',
    'contacts_transferred_out',
    'p90_queue_answer_time',
  ]
  const whole = besideBefore(ask(page.query, asked, []))
  const now = useTable(whole, ready)
  const overTime = ['contacts_created', 'contacts_handled', 'contacts_abandoned', promisedLevel, ...percentiles]
  const inTime = ask(page.query, overTime, [], every)
  const series = useTable(inTime, ready)
  const byAgent = ask(page.query, ['contacts_handled', 'avg_handle_time', 'avg_after_contact_work_time'], ['agent'])
  const agents = useTable(byAgent, ready)
  const byEnding = ask(page.query, ['contacts_created'], ['disconnect_reason'])
  const endings = useTable(byEnding, ready)
  const failed = [metrics, settings, now, series, agents, endings].find((q) => q.error)
  if (failed?.error) return <Failure error={failed.error} retry={() => void failed.refetch()} />
  if (!metrics.data || !promise || !now.data || !series.data) return <Skeleton lines={8} height={520} />
  const { totals, totalsBefore } = readAnswer(now.data)
  const past = <QueuePast page={page} queue={queue} />
  if ((totals.contacts_created ?? 0) === 0) {
    return (
      <>
        <Empty text={t.state.empty} />
        <div className={css.grid}>{past}</div>
      </>
    )
  }
  const points = readAnswer(series.data).rows.map((row) => ({
    start: row.keys.time ?? firstText(row.keys),
    values: row.values,
  }))
  const shared = { points, every, zone: page.zone, request: whole, dayStart: series.data.day_start }
  return (
    <>
      <Notes notes={incomplete(now.data.notes)} />
      <QueueCards
        metrics={metrics.data}
        request={whole}
        values={totals}
        past={totalsBefore}
        before={comparedWith(now.data)}
        promise={promise}
      />
      <div className={css.grid} aria-busy={now.isPlaceholderData || series.isPlaceholderData}>
        <ArrivalsPanel
          {...shared}
          totals={totals}
          exports={<ExportMenu question={{ query: inTime }} zone={page.zone} what={t.queuesPage.arrivals} bare />}
        />
        <LevelPanel {...shared} promise={promise} total={totals[promisedLevel] ?? null} />
        <WaitsPanel {...shared} ids={percentiles} total={totals.p90_queue_answer_time ?? null} />
        <SpreadPanel totals={totals} />
        {past}
        <AgentsPanel zone={page.zone} request={byAgent} answer={agents.data && readAnswer(agents.data)} />
        <EndingsPanel
          zone={page.zone}
          request={byEnding}
          answer={endings.data && readAnswer(endings.data)}
          transfers={
            <Explain figure={figureIn(whole, 'contacts_transferred_out')}>
              {count(totals.contacts_transferred_out ?? 0)}
            </Explain>
          }
        />
      </div>
      <Contacts page={page} queue={queue} totals={totals} />
    </>
  )
}

/** The time column is the only dimension of a row without groups. */
function firstText(keys: { [name: string]: string }): string {
  return Object.values(keys)[0] ?? ''
}

const few = 10

function Contacts({ page, queue, totals }: { page: PageScope; queue: string; totals: Values }) {
  const { t } = useLanguage()
  const search = scopeOnly(useSearch())
  const chosen = { ...page.query, queue: [queue] }
  const result = useContacts({ ...chosen, limit: few }, page.ready)
  const contacts: ContactItem[] = result.data?.contacts ?? []
  const all = href('/contacts', withScope(search, { queues: [queue] }))
  return (
    <Panel
      id="queue_contacts"
      title={t.queuesPage.contacts}
      tools={
        <>
          <Link href={all}>{t.queuesPage.all(count(totals.contacts_created))}</Link>
          <ExportMenu question={{ contacts: chosen }} zone={page.zone} what={t.queuesPage.contacts} bare />
        </>
      }
      flush
    >
      {contacts.length > 0 && <ContactTable contacts={contacts} zone={page.zone} />}
    </Panel>
  )
}
