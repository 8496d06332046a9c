import { useMemo, type ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Metric, Previous, Settings } from '../../api/model'
import { useMetrics, useTable } from '../../api/queries'
import { useSettings } from '../../api/settings'
import { pick, useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { parseSort, readAnswer, sortText, type Sort, type Values } from '../../lib/answer'
import { count, figure, none, percent } from '../../lib/format'
import { isOwnQueue, queuePath } from '../../lib/own_queue'
import { href, scopeOnly, setOrDrop, withScope } from '../../lib/scope'
import { thresholds } from '../../lib/tone'
import { serverNow } from '../../live/clock'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { FigureTable, type FigureColumn } from '../../ui/FigureTable'
import { FreeNow, OldestNow, WaitingNow } from '../../ui/QueueNow'
import { Shape } from '../../ui/Shape'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { Delta } from '../overview/Delta'
import { byName, byWorst, calmQueues, queueRowsOf, sortedRows, type QueueRow } from './queue_list'
import css from './Queues.module.css'
import { level, levelMetric, levelMetrics, periodBefore, promiseOf, queueMetrics, question } from './questions'
import { useSearch } from '../../lib/search'

const worst: Sort = { by: byWorst, down: true }

/** Every queue of the range against the period before, beside who waits there now; the worst first. */
export function QueuesPage() {
  const { t } = useLanguage()
  const page = useScope()
  const list = useQueueList(page)
  useTitle(t.nav.queues)
  return (
    <Page title={t.nav.queues} page={page} fill>
      <section className={css.box} aria-label={t.nav.queues} aria-busy={list.old}>
        {list.error && <Failure error={list.error} retry={list.retry} />}
        {!list.rows && !list.error && <Skeleton lines={14} height={460} />}
        {list.rows?.length === 0 && <Empty text={t.state.empty} />}
        {list.rows && list.rows.length > 0 && list.settings && (
          <List {...list} rows={list.rows} settings={list.settings} />
        )}
      </section>
    </Page>
  )
}

/** The figures now and before, and which queues no target judges: three questions, one list. */
function useQueueList(page: PageScope) {
  const settings = useSettings()
  const metrics = useMetrics()
  const agreed = settings.data?.settings
  const asked = agreed ? [...queueMetrics, ...levelMetrics(agreed)] : []
  const before = periodBefore(page.resolved, serverNow())
  const ready = page.ready && agreed !== undefined
  const queues = page.scope.queues
  const now = useTable(question(page.query, asked, ['queue'], queues), ready)
  const then = useTable(question({ ...page.query, ...before }, asked, ['queue'], queues), ready)
  const kinds = ['contacts_created', 'callback_contacts']
  const channels = useTable(question(page.query, kinds, ['queue', 'channel'], queues), ready)
  const answer = useMemo(() => now.data && readAnswer(now.data), [now.data])
  const rows = useMemo(() => {
    if (!answer || !channels.data || !agreed) return null
    const calm = calmQueues(readAnswer(channels.data))
    return queueRowsOf(answer, then.data ? readAnswer(then.data) : null, agreed, calm)
  }, [answer, channels.data, then.data, agreed])
  const all = [settings, metrics, now, then, channels]
  return {
    rows,
    totals: answer?.totals ?? {},
    totalsBefore: then.data ? readAnswer(then.data).totals : {},
    before,
    settings: agreed,
    metrics: metrics.data ?? [],
    old: now.isPlaceholderData,
    error: all.find((q) => q.error)?.error ?? null,
    retry: () => void Promise.all(all.filter((q) => q.error).map((q) => q.refetch())),
  }
}

type ListProps = {
  rows: QueueRow[]
  totals: Values
  totalsBefore: Values
  before: Pick<Previous, 'kind' | 'from' | 'to'>
  settings: Settings
  metrics: Metric[]
  old: boolean
}

function List({ rows, totals, totalsBefore, before, settings, metrics, old }: ListProps) {
  const { t } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const params = new URLSearchParams(search)
  const sort = parseSort(params.get('sort'), worst)
  const own = params.get('own') === '1'
  const change = (key: string, value: string) => {
    const next = new URLSearchParams(search)
    setOrDrop(next, key, value)
    navigate(href(path, next.toString()))
  }
  const hidden = rows.filter((row) => isOwnQueue(row.arn)).length
  const shown = sortedRows(own ? rows : rows.filter((row) => !isOwnQueue(row.arn)), sort)
  const columns = useColumns(shown, { totals, totalsBefore, before, settings, metrics })
  return (
    <>
      <div className={css.bar}>
        <p>
          {t.queuesPage.count(count(shown.filter((row) => row.arn !== '').length))}
          <small>{t.queuesPage.basis}</small>
        </p>
        <div className={css.tools}>
          {sort.by !== byWorst && (
            <button type="button" className={controls.ghost} onClick={() => change('sort', '')}>
              {t.queuesPage.worstFirst}
            </button>
          )}
          {hidden > 0 && (
            <button
              type="button"
              className={controls.button}
              aria-pressed={own}
              onClick={() => change('own', own ? '' : '1')}
            >
              {own ? t.queuesPage.hideOwn : t.queuesPage.showOwn(hidden)}
            </button>
          )}
        </div>
      </div>
      <FigureTable
        label={t.nav.queues}
        first={{ id: byName, head: t.queues.queue }}
        sections={columns}
        rows={shown.map((row) => ({ key: row.arn, values: row.values, head: <Name row={row} /> }))}
        total={{ head: t.queues.total, values: withTotal(totals, settings) }}
        sort={sort}
        order={(next) => change('sort', sortText(next))}
        old={old}
      />
    </>
  )
}

/** Of all queues together the service level is by the promise of those without one of their own. */
function withTotal(totals: Values, settings: Settings): Values {
  return { ...totals, [level]: totals[levelMetric(settings.service_level)] ?? null }
}

function Name({ row }: { row: QueueRow }) {
  const { t } = useLanguage()
  const search = scopeOnly(useSearch())
  const name = queueName(row.name, row.arn, t)
  if (row.arn === '') return <span title={t.queues.noQueueTip}>{name}</span>
  return <Link href={href(queuePath(row.arn), withScope(search, { queues: [] }))}>{name}</Link>
}

const better = { higher: 'higher', lower: 'lower', neither: undefined } as const
const kinds = { count: 'percent', seconds: 'seconds', percent: 'points' } as const

type ColumnProps = Pick<ListProps, 'totals' | 'totalsBefore' | 'before' | 'settings' | 'metrics'>

/** Figures with their change, and the live ones behind them. */
function useColumns(rows: QueueRow[], { totalsBefore, before, settings, metrics }: ColumnProps) {
  const { t, language } = useLanguage()
  const byArn = new Map(rows.map((row) => [row.arn, row]))
  const column = (id: string, metric: Metric | undefined, head?: string): FigureColumn => ({
    id,
    head: head ?? pick(metric?.short, language),
    title: pick(metric?.definition, language),
    cell: (values, arn) => {
      const row = arn === null ? undefined : byArn.get(arn)
      const past = row ? row.before : withTotal(totalsBefore, settings)
      const unit = metric?.unit ?? 'count'
      return (
        <span className={css.figure}>
          {id === level && row ? <Level row={row} settings={settings} /> : figure(values[id], unit)}
          <small>
            <Delta
              now={values[id]}
              before={past[id]}
              kind={kinds[unit]}
              {...(metric && better[metric.direction] ? { better: better[metric.direction] } : {})}
              previous={before}
              bare
            />
          </small>
        </span>
      )
    },
  })
  const of = (id: string) => metrics.find((m) => m.id === id)
  const live = (id: string, head: string, cell: (arn: string) => ReactNode): FigureColumn => ({
    id,
    head,
    drawn: true,
    cell: (_, arn) => (arn ? cell(arn) : none),
  })
  const calm = (arn: string) => byArn.get(arn)?.calm ?? true
  const [contacts, queued, handled, abandoned, ...rest] = queueMetrics.map((id) => column(id, of(id)))
  const first = [contacts, queued, handled, abandoned].filter((c) => c !== undefined)
  return [
    {
      id: 'now',
      title: t.queuesPage.now,
      how: { definition: t.queuesPage.nowLong },
      columns: [
        live('in_queue', t.queues.inQueue, (arn) => <WaitingNow arn={arn} />),
        live('oldest', t.queues.longest, (arn) => <OldestNow arn={arn} calm={calm(arn)} />),
        live('free', t.queues.available, (arn) => <FreeNow arn={arn} calm={calm(arn)} />),
      ],
    },
    {
      id: 'range',
      title: t.queuesPage.range(t.compare[before.kind]),
      how: { definition: t.queuesPage.rangeLong },
      columns: [column(level, of('service_level'), t.queues.serviceLevel), ...first, ...rest],
    },
  ]
}

function Level({ row, settings }: { row: QueueRow; settings: Settings }) {
  const { t } = useLanguage()
  const value = row.values[level]
  if (value == null || row.arn === '') return none
  const promise = promiseOf(settings, row.arn)
  const target = t.card.target(percent(promise.target, 0), promise.seconds)
  const few = (row.values.contacts_queued ?? 0) < thresholds.fewContacts
  return (
    <span className={`${css.level ?? ''} ${css[row.tone] ?? ''}`} title={row.calm ? t.queues.notJudgedTip : target}>
      {row.calm ? (
        <em>{t.queues.notJudged}</em>
      ) : few ? (
        <em>{t.card.few(row.values.contacts_queued ?? 0)}</em>
      ) : (
        <Shape tone={row.tone} />
      )}
      {percent(value)}
    </span>
  )
}
