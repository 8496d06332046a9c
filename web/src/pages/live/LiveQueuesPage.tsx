import { useRef } from 'react'
import { useLocation } from 'wouter'
import type { LiveQueue } from '../../api/model'
import { useWaitLimits } from '../../api/settings'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { count } from '../../lib/format'
import { href } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { board } from '../../live/board'
import { serverNow, tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { useStableOrder } from '../../live/useStableOrder'
import { useInstanceNames } from '../../shell/InstancePicker'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Shape } from '../../ui/Shape'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { useStable } from '../../ui/useStable'
import { FindField } from './FindField'
import css from './Live.module.css'
import { LiveQueueTable } from './LiveQueueTable'
import { QueueDrawer } from './QueueDrawer'
import { QueuesDrawer } from './QueuesDrawer'
import {
  allQueues,
  conditionOf,
  countTones,
  floorRows,
  inOrder,
  parseQueues,
  withQueues,
  type FloorRow,
  type QueuesState,
  type ToneChoice,
} from './queue_floor'
import { useConditions } from './useConditions'
import { useQueuesToday } from './useQueuesToday'

/** Every queue: who waits now and for how long, who can help, and how the day has gone so far; the worst first. */
export function LiveQueuesPage() {
  const { t } = useLanguage()
  const page = useScope()
  const ready = useStore(board, (b) => b !== null)
  useTitle(t.live.queues.title)
  return (
    <Page title={t.live.queues.title} page={page} range={false} filters={false} fill>
      {ready ? <Floor page={page} /> : <Skeleton lines={12} height={520} />}
    </Page>
  )
}

const none: { [arn: string]: LiveQueue } = {}

/** Which queues there are and in which order is looked at once a second; the figures of a row are its own. */
function Floor({ page }: { page: PageScope }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = parseQueues(search)
  const queues = useStore(tick, () => board.get()?.queues ?? none)
  const limits = useWaitLimits()
  const today = useQueuesToday(page)
  const table = useRef<HTMLDivElement>(null)
  const change = (next: Partial<QueuesState>) =>
    navigate(href(path, withQueues(search, next)), { replace: 'find' in next })
  const open = useStable((arn: string) => change({ open: arn.split('/').at(-1) ?? arn }))
  const instanceName = useInstanceNames()
  const rows = floorRows(queues, today.rows ?? []).map((row) => ({ ...row, name: queueName(row.name, row.arn, t) }))
  const known = String(today.rows !== null)
  const conditions = useConditions(
    (now) => Object.fromEntries(rows.map((row) => [row.arn, conditionOf(row, limits(row.arn), now)])),
    known,
  )
  const sorted = inOrder(rows, { conditions, state, limits, now: serverNow() }).map((row) => row.arn)
  const byArn = new Map(rows.map((row) => [row.arn, row]))
  const order = useStableOrder(sorted, {
    frozen: () => table.current?.matches(':hover, :focus-within') ?? false,
    by: [state.sort.by, state.sort.down, state.find, state.tone, known].join(),
    stays: (arn) => byArn.has(arn),
  })
  const shown = order.map((arn) => byArn.get(arn)).filter((row) => row !== undefined)
  return (
    <>
      <div className={css.box}>
        <Bar rows={rows} counts={countTones(rows, conditions)} state={state} shown={shown.length} change={change} />
        {today.error && <Failure error={today.error} retry={today.retry} />}
        {rows.length === 0 && <Empty text={words.empty}>{words.emptyLong}</Empty>}
        {rows.length > 0 && shown.length === 0 && (
          <Empty text={state.tone === null ? words.nothing : words.calm}>
            <button type="button" className={controls.button} onClick={() => change({ tone: null, find: '' })}>
              {words.clear}
            </button>
          </Empty>
        )}
        {shown.length > 0 && (
          <LiveQueueTable
            box={table}
            rows={shown}
            conditions={conditions}
            today={today}
            sort={state.sort}
            order={(sort) => change({ sort })}
            open={open}
            instanceName={instanceName}
          />
        )}
      </div>
      {state.open === allQueues && <QueuesDrawer page={page} close={() => change({ open: null })} />}
      {state.open && state.open !== allQueues && (
        <QueueDrawer
          row={rows.find((row) => row.arn.endsWith(`/${state.open ?? ''}`)) ?? null}
          conditions={conditions}
          page={page}
          close={() => change({ open: null })}
        />
      )}
    </>
  )
}

type BarProps = {
  rows: FloorRow[]
  counts: Record<ToneChoice, number>
  state: QueuesState
  shown: number
  change: (next: Partial<QueuesState>) => void
}

function Bar({ rows, counts, state, shown, change }: BarProps) {
  const { t } = useLanguage()
  const words = t.live.queues
  const choices = [
    { tone: null, text: words.all, n: rows.length },
    { tone: 'bad', text: words.bad, n: counts.bad },
    { tone: 'warn', text: words.warn, n: counts.warn },
  ] as const
  return (
    <div className={css.bar}>
      <div className={controls.switch} role="group" aria-label={words.filter}>
        {choices.map(({ tone, text, n }) => (
          <button key={text} type="button" aria-pressed={state.tone === tone} onClick={() => change({ tone })}>
            {tone && <Shape tone={tone} />}
            {text} <b>{count(n)}</b>
          </button>
        ))}
      </div>
      <FindField value={state.find} label={words.find} change={(find) => change({ find })} />
      <p className={css.quiet}>{words.count(count(shown))}</p>
    </div>
  )
}
