import type { ReactNode } from 'react'
import type { Metric } from '../../api/model'
import { pick, useLanguage } from '../../i18n/language'
import { figureIn, type FigureRef } from '../../lib/figure'
import { figure, none } from '../../lib/format'
import { countedAs, metricOf, promisedLevel } from '../../lib/metric_spec'
import { parseScope } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { Explain } from '../../ui/Explain'
import type { FigureColumn, FigureSection } from '../../ui/FigureTable'
import { FreeInAll, FreeNow, OldestNow, WaitingInAll, WaitingNow } from '../../ui/QueueNow'
import { Delta } from '../overview/Delta'
import { Level } from './Level'
import { rowKey, type ChannelRow, type QueueRow } from './queue_list'
import css from './Queues.module.css'
import { queueMetrics } from './questions'
import type { QueueList } from './useQueueList'

type Row = QueueRow | ChannelRow

/** Figures with their change, and the live ones before them: these are of whole queues, and not of a channel of one. */
export function useQueueColumns(rows: Row[], list: QueueList): FigureSection[] {
  const { t, language } = useLanguage()
  const live = useLiveColumns()
  const byKey = new Map(rows.map((row) => [rowKey(row), row]))
  const { before, byChannel, metrics } = list
  const columns = queueMetrics.map((id): FigureColumn => {
    const metric = metricOf(metrics, id)
    return {
      id,
      head: id === promisedLevel ? t.queues.serviceLevel : pick(metric?.short, language),
      title: pick(metric && countedAs(metric, id)?.definition, language),
      cell: (_, key) => <Figure id={id} metric={metric} row={key === null ? null : byKey.get(key)} list={list} />,
    }
  })
  return [
    { id: 'now', title: t.queuesPage.now, how: { definition: t.queuesPage.nowLong }, columns: byChannel ? [] : live },
    {
      id: 'range',
      title: before ? t.queuesPage.range(t.compare[before.kind]) : t.queuesPage.rangeAlone,
      how: { definition: t.queuesPage.rangeLong },
      columns,
    },
  ]
}

type FigureProps = { id: string; metric: Metric | undefined; row: Row | null | undefined; list: QueueList }

/** The figure of a row, or of the total (null), over its change. */
function Figure({ id, metric, row, list }: FigureProps) {
  const values = row ? row.values : list.totals
  const past = row ? row.before : list.totalsBefore
  const unit = metric?.unit ?? 'count'
  const named = values[id] == null ? null : nameOf(id, row ?? null, list)
  const better = metric && metric.direction !== 'neither' ? { better: metric.direction } : {}
  return (
    <span className={css.figure}>
      {id === promisedLevel && row && 'arn' in row ? (
        <Level row={row} named={named} />
      ) : (
        <Explain figure={named}>{figure(values[id], unit)}</Explain>
      )}
      <small>
        <Delta
          figure={named}
          now={values[id]}
          before={past[id]}
          kind={kinds[unit]}
          {...better}
          previous={list.before}
          bare
        />
      </small>
    </span>
  )
}

const kinds = { count: 'percent', seconds: 'seconds', percent: 'points' } as const

function nameOf(id: string, row: Row | null, { request, ofChannels }: QueueList): FigureRef {
  if (!row) return figureIn(request, id)
  if ('queues' in row) return figureIn(ofChannels, id, { keys: [row.channel] })
  return figureIn(request, id, { keys: row.channel === undefined ? [row.arn] : [row.channel, row.arn] })
}

/** Without a filter the last row is of everything that waits, and not only of the queues of the range. */
function useLiveColumns(): FigureColumn[] {
  const { t } = useLanguage()
  const { queues, channels } = parseScope(useSearch())
  const narrowed = queues.length + channels.length > 0
  const live = (id: string, head: string, cell: (arn: string) => ReactNode, all?: ReactNode): FigureColumn => ({
    id,
    head,
    drawn: true,
    cell: (_, arn) => (arn ? cell(arn) : arn === null && !narrowed && all ? all : none),
  })
  return [
    live('in_queue', t.queues.inQueue, (arn) => <WaitingNow arn={arn} />, <WaitingInAll />),
    live('oldest', t.queues.longest, (arn) => <OldestNow arn={arn} />),
    live('free', t.queues.available, (arn) => <FreeNow arn={arn} />, <FreeInAll />),
  ]
}
