import { Link } from 'wouter'
import type { ContactItem } from '../../api/model'
import { useContacts, useDimension, useTable } from '../../api/queries'
import { useSettings } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { readAnswer, type Values } from '../../lib/answer'
import { count } from '../../lib/format'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { serverNow } from '../../live/clock'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Icon } from '../../ui/Icon'
import { Panel } from '../../ui/Panel'
import { FreeNow, OldestNow, WaitingNow } from '../../ui/QueueNow'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { ContactTable } from '../contacts/ContactTable'
import { ArrivalsPanel, LevelPanel, SpreadPanel, WaitsPanel } from './QueueCharts'
import { QueueCards } from './QueueCards'
import { AgentsPanel, EndingsPanel } from './QueueParts'
import css from './Queues.module.css'
import { intervalOf, levelMetric, periodBefore, promiseOf, queueMetrics, question, waitMetrics } from './questions'
import { useSearch } from '../../lib/search'

const percentiles = ['p50_queue_answer_time', 'p90_queue_answer_time', 'p95_queue_answer_time']

/** One queue over the range: how it did, when, how long people waited, who handled them, and which contacts they were. */
export function QueuePage({ queue }: { queue: string }) {
  const { t } = useLanguage()
  const page = useScope()
  const search = scopeOnly(useSearch())
  const arn = useArn(queue)
  const name = queueName(arn.name, arn.value, t)
  useTitle(name)
  return (
    <Page title={name} page={page} filters="channels">
      <p className={css.crumbs}>
        <Link href={href('/queues', search)}>
          <Icon name="chevronLeft" size={13} /> {t.queuesPage.back}
        </Link>
        <span>
          {t.queues.inQueue} <WaitingNow arn={arn.value} />
        </span>
        <span>
          {t.queues.longest} <OldestNow arn={arn.value} calm={false} />
        </span>
        <span>
          {t.queues.available} <FreeNow arn={arn.value} calm={false} />
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
  const settings = useSettings()
  const promise = settings.data && promiseOf(settings.data.settings, queue)
  const levelId = promise ? levelMetric(promise) : ''
  const ready = page.ready && promise !== undefined
  const before = periodBefore(page.resolved, serverNow())
  const every = intervalOf(page.resolved.days)
  const ask = (range: typeof page.query, metrics: string[], by: string[], each?: typeof every) =>
    question(range, promise ? metrics : [], by, [queue], each)
  const asked = [...queueMetrics, levelId, ...waitMetrics, 'contacts_transferred_out', 'p90_queue_answer_time']
  const now = useTable(ask(page.query, asked, []), ready)
  const then = useTable(ask({ ...page.query, ...before }, [...queueMetrics, levelId], []), ready)
  const series = useTable(
    ask(page.query, ['contacts_created', 'contacts_handled', 'contacts_abandoned', levelId, ...percentiles], [], every),
    ready,
  )
  const agents = useTable(
    ask(page.query, ['contacts_handled', 'avg_handle_time', 'avg_after_contact_work_time'], ['agent']),
    ready,
  )
  const endings = useTable(ask(page.query, ['contacts_created'], ['disconnect_reason']), ready)
  const failed = [settings, now, then, series, agents, endings].find((q) => q.error)
  if (failed?.error) return <Failure error={failed.error} retry={() => void failed.refetch()} />
  if (!promise || !now.data || !series.data) return <Skeleton lines={8} height={520} />
  const totals = readAnswer(now.data).totals
  if ((totals.contacts_created ?? 0) === 0) return <Empty text={t.state.empty} />
  const points = readAnswer(series.data).rows.map((row) => ({
    start: row.keys.time ?? firstText(row.keys),
    values: row.values,
  }))
  const shared = { points, every, zone: page.zone }
  return (
    <>
      <QueueCards
        values={totals}
        past={then.data ? readAnswer(then.data).totals : {}}
        before={before}
        promise={promise}
        levelId={levelId}
      />
      <div className={css.grid} aria-busy={now.isPlaceholderData || series.isPlaceholderData}>
        <ArrivalsPanel {...shared} totals={totals} />
        <LevelPanel {...shared} levelId={levelId} promise={promise} total={totals[levelId] ?? null} />
        <WaitsPanel {...shared} ids={percentiles} total={totals.p90_queue_answer_time ?? null} />
        <SpreadPanel totals={totals} />
        <AgentsPanel answer={agents.data && readAnswer(agents.data)} />
        <EndingsPanel
          answer={endings.data && readAnswer(endings.data)}
          transfers={totals.contacts_transferred_out ?? 0}
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
  const result = useContacts({ ...page.query, queue: [queue], limit: few }, page.ready)
  const contacts: ContactItem[] = result.data?.contacts ?? []
  const all = href('/contacts', withScope(search, { queues: [queue] }))
  return (
    <Panel
      id="queue_contacts"
      title={t.queuesPage.contacts}
      tools={<Link href={all}>{t.queuesPage.all(count(totals.contacts_created))}</Link>}
      flush
    >
      {contacts.length > 0 && <ContactTable contacts={contacts} zone={page.zone} />}
    </Panel>
  )
}
