import { memo, type ReactNode, type RefObject } from 'react'
import type { QueryRequest } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import type { Sort } from '../../lib/answer'
import { figureIn, type FigureRef } from '../../lib/figure'
import { count, none, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { board, fresh } from '../../live/board'
import { useStore } from '../../live/store'
import { Explain } from '../../ui/Explain'
import { Head } from '../../ui/FigureTable'
import { How } from '../../ui/How'
import { EstimateNow, OldestNow, ScheduledNow } from '../../ui/QueueNow'
import tones from '../../ui/Tone.module.css'
import { useRows } from '../../ui/useRows'
import { Level } from '../queues/Level'
import type { QueueRow } from '../queues/queue_list'
import { ConditionOf } from './ConditionOf'
import css from './Live.module.css'
import own from './LiveQueues.module.css'
import {
  allQueues,
  nowColumns,
  todayColumns,
  type Column,
  type Condition,
  type Conditions,
  type FloorRow,
} from './queue_floor'
import { rowHeight } from './row_height'
import type { QueuesToday } from './useQueuesToday'
import { walk } from './walk'

type Props = {
  box: RefObject<HTMLDivElement | null>
  rows: FloorRow[]
  conditions: Conditions
  today: QueuesToday
  sort: Sort
  order: (sort: Sort) => void
  open: (arn: string) => void
  /** Of a queue, where queues of several instances are shown. */
  instanceName: (arn: string) => string
}

/** Rows of headings. */
const headings = 2

/** The queues one by one, and all of them in the last row, where an agent of several queues counts once. */
export function LiveQueueTable({ box, rows, conditions, today, sort, order, open, instanceName }: Props) {
  const { t } = useLanguage()
  const words = t.live.queues
  const height = rowHeight()
  const seen = useRows(box, rows.length, height)
  const lost = useStore(fresh, (f) => f.state === 'lost')
  const head = (column: Column, edge = false) => (
    <Head
      key={column}
      id={column}
      head={words.columns[column]}
      title={column === 'queue' ? undefined : words.tips[column]}
      text={column === 'queue'}
      edge={edge}
      sort={sort}
      order={order}
    />
  )
  return (
    <div
      ref={box}
      className={css.scroll}
      tabIndex={0}
      role="region"
      aria-label={words.title}
      onKeyDown={(event) => walk(event, { headings, rows: rows.length, rowHeight: height })}
    >
      <table
        className={`${css.table ?? ''} ${own.queues ?? ''}`}
        data-lost={lost || undefined}
        aria-rowcount={rows.length + headings + 1}
      >
        <thead>
          <tr aria-rowindex={1}>
            <td colSpan={2} />
            <th scope="colgroup" colSpan={nowColumns.length} data-edge>
              {words.now}
            </th>
            <th scope="colgroup" colSpan={todayColumns.length} data-edge>
              {words.today}
              <How name={words.today} text={{ definition: words.todayLong }} />
            </th>
          </tr>
          <tr aria-rowindex={2}>
            {head('queue')}
            {head('condition')}
            {nowColumns.map((column, i) => head(column, i === 0))}
            {todayColumns.map((column, i) => head(column, i === 0))}
          </tr>
        </thead>
        <tbody>
          {seen.first > 0 && <tr style={{ height: seen.first * height }} aria-hidden="true" />}
          {rows.slice(seen.first, seen.last).map(({ arn, name, today: figures }, i) => (
            <Row
              key={arn}
              index={seen.first + i + headings + 1}
              arn={arn}
              name={name}
              instance={instanceName(arn)}
              condition={conditions[arn] ?? 'idle'}
              figures={figures}
              request={today.request}
              open={open}
            />
          ))}
          {seen.last < rows.length && <tr style={{ height: (rows.length - seen.last) * height }} aria-hidden="true" />}
        </tbody>
        <Totals today={today} index={rows.length + headings + 1} open={() => open(allQueues)} />
      </table>
    </div>
  )
}

type RowProps = {
  index: number
  arn: string
  name: string
  instance: string
  condition: Condition
  figures: QueueRow | undefined
  request: QueryRequest
  open: (arn: string) => void
}

/** One queue. Drawn again only when something of the queue changes: clocks are their cells' own. */
const Row = memo(function Row({ index, arn, name, instance, condition, figures, request, open }: RowProps) {
  const values = figures?.values ?? {}
  const named = (metric: string) => (values[metric] == null ? null : figureIn(request, metric, { keys: [arn] }))
  return (
    <tr aria-rowindex={index} data-queue={arn} data-state={condition}>
      <th scope="row">
        <button type="button" className={css.name} onClick={() => open(arn)}>
          <b>{name}</b>
          {instance && <small>{instance}</small>}
        </button>
      </th>
      <td data-condition>
        <ConditionOf arn={arn} condition={condition} />
      </td>
      <NowCells arn={arn} />
      <TodayCells values={values} named={named}>
        {figures ? <Level row={figures} named={named(promisedLevel)} /> : none}
      </TodayCells>
    </tr>
  )
})

function NowCells({ arn }: { arn: string }) {
  const { t } = useLanguage()
  const live = useStore(board, (b) => b?.queues[arn])
  const number = (n: number | undefined, edge = false, more: ReactNode = null) => (
    <td className={n ? undefined : css.quiet} data-edge={edge || undefined}>
      {more}
      {count(n)}
    </td>
  )
  const callbacks = live?.callbacks_in_queue ?? 0
  return (
    <>
      {number(live?.in_queue, true, callbacks > 0 && <small>{t.live.queues.callbacks(count(callbacks))}</small>)}
      <td>
        <OldestNow arn={arn} />
      </td>
      <td>
        <EstimateNow arn={arn} />
      </td>
      <td>
        <ScheduledNow arn={arn} />
      </td>
      {number(live?.agents_staffed)}
      {number(live?.agents_available)}
      {number(live?.agents_on_contact)}
      {number(live?.agents_after_contact_work)}
      <td className={live?.agents_error ? tones.bad : css.quiet}>{count(live?.agents_error)}</td>
    </>
  )
}

type TodayProps = {
  values: { [metric: string]: number | null }
  named: (metric: string) => FigureRef | null
  children: ReactNode
}

function TodayCells({ values, named, children }: TodayProps) {
  return (
    <>
      {todayColumns.slice(0, -1).map((metric, i) => (
        <td key={metric} data-metric={metric} data-edge={i === 0 || undefined}>
          <Explain figure={named(metric)}>{count(values[metric])}</Explain>
        </td>
      ))}
      <td data-metric={promisedLevel}>{children}</td>
    </>
  )
}

function Totals({ today, index, open }: { today: QueuesToday; index: number; open: () => void }) {
  const { t } = useLanguage()
  const totals = useStore(board, (b) => b?.totals)
  const named = (metric: string) => (today.totals[metric] == null ? null : figureIn(today.request, metric))
  return (
    <tfoot>
      <tr aria-rowindex={index}>
        <th scope="row">
          <button type="button" className={css.name} onClick={open}>
            <b>{t.queues.total}</b>
          </button>
        </th>
        <td />
        <td data-edge data-total="in_queue">
          {count(totals?.in_queue)}
        </td>
        <td colSpan={2} />
        <td>{count(totals?.scheduled)}</td>
        <td>{count(totals?.agents_staffed)}</td>
        <td>{count(totals?.agents_available)}</td>
        <td>{count(totals?.agents_on_contact)}</td>
        <td>{count(totals?.agents_after_contact_work)}</td>
        <td>{count(totals?.agents_error)}</td>
        <TodayCells values={today.totals} named={named}>
          <Explain figure={named(promisedLevel)}>{percent(today.totals[promisedLevel])}</Explain>
        </TodayCells>
      </tr>
    </tfoot>
  )
}
