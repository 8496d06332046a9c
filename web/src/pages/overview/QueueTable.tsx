import { memo, useRef } from 'react'
import { Link } from 'wouter'
import type { Overview } from '../../api/model'
import { useWaitLimits } from '../../api/settings'
import { ExportMenu } from '../../exports/ExportMenu'
import type { Question } from '../../exports/run'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { board, fresh } from '../../live/board'
import { serverNow, tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { useStableOrder } from '../../live/useStableOrder'
import { waitSeconds } from '../../live/waiting'
import { beside, count, duration, none, percent } from '../../lib/format'
import { promisedLevel } from '../../lib/metric_spec'
import { ownQueues, queuePath } from '../../lib/own_queue'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { thresholds } from '../../lib/tone'
import type { FigureRef } from '../../lib/figure'
import { InstanceTag } from '../../shell/InstancePicker'
import { Explain } from '../../ui/Explain'
import { How, type HowText } from '../../ui/How'
import { Panel } from '../../ui/Panel'
import { FreeInAll, FreeNow, OldestNow, WaitingNow } from '../../ui/QueueNow'
import { Shape } from '../../ui/Shape'
import tones from '../../ui/Tone.module.css'
import { ofQueue, useFigure } from './figure'
import { isJudged, ownWaiting, queueRows, queueTone, worstFirst, type QueueRow } from './queue_rows'
import css from './QueueTable.module.css'
import { useSearch } from '../../lib/search'

type Props = { overview: Overview; queues: string[]; channels: string[]; how: HowText; question: Question }

/** Every queue, worst first: the range's figures beside who waits and who is free now. */
export function QueueTable({ overview, queues, channels, how, question }: Props) {
  const { t } = useLanguage()
  const live = useStore(board, (b) => b)
  const limits = useWaitLimits()
  const lost = useStore(fresh, (f) => f.state === 'lost')
  const table = useRef<HTMLTableElement>(null)
  const rows = queueRows(overview.queues, channels.length > 0 ? null : live, queues)
  const sorted = worstFirst(rows, { board: live, limits, now: serverNow() })
  const order = useStableOrder(sorted, { frozen: () => table.current?.matches(':hover, :focus-within') ?? false })
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const split = channels.length === 0
  return (
    <Panel
      id="queues"
      title={t.queues.title}
      sub={t.queues.worst}
      tools={
        <>
          <ExportMenu question={question} zone={overview.zone} what={t.queues.title} bare />
          <How name={t.queues.serviceLevel} text={how} />
        </>
      }
      flush
    >
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.queues.title}>
        <table ref={table} className={css.table} data-lost={lost || undefined}>
          <caption className="cc-hidden">{`${t.queues.title}, ${t.queues.worst}`}</caption>
          <thead>
            <tr>
              <th scope="col">{t.queues.queue}</th>
              <th scope="col">{t.queues.contacts}</th>
              <th scope="col">{t.queues.serviceLevel}</th>
              <th scope="col">{t.queues.inQueue}</th>
              <th scope="col">{t.queues.longest}</th>
              <th scope="col" title={t.queues.availableTip}>
                {t.queues.available}
              </th>
            </tr>
          </thead>
          <tbody>
            {order.map((key) => {
              const row = byKey.get(key)
              return row ? (
                <Row
                  key={key}
                  arn={key}
                  name={queueName(row.name, key, t)}
                  figures={row.figures}
                  split={split}
                  overview={overview}
                />
              ) : null
            })}
          </tbody>
          <Totals overview={overview} rows={rows} filtered={queues.length > 0} split={split} />
        </table>
      </div>
    </Panel>
  )
}

const Row = memo(function Row({
  arn,
  name,
  figures,
  split,
  overview,
}: {
  arn: string
  name: string
  figures: QueueRow['figures']
  split: boolean
  overview: Overview
}) {
  const { t } = useLanguage()
  const search = useSearch()
  const figure = useFigure(overview)
  const own = ofQueue(arn, overview)
  const tone = queueTone(figures)
  return (
    <tr data-queue={arn} data-contacts={figures?.contacts ?? 0}>
      <th scope="row">
        {arn && arn !== ownQueues ? (
          <Link href={href(queuePath(arn), withScope(scopeOnly(search), { queues: [] }))} title={name}>
            {name}
          </Link>
        ) : (
          <span title={arn ? undefined : t.queues.noQueueTip}>{name}</span>
        )}
        <InstanceTag arn={arn} />
      </th>
      <td>
        {figures ? <Explain figure={figure('number_of_calls', own)}>{count(figures.contacts)}</Explain> : count(0)}
      </td>
      <td className={tones[tone]}>
        <Level figures={figures} figure={figure(promisedLevel, own)} />
      </td>
      <Live arn={arn} split={split} />
    </tr>
  )
})

function Level({ figures, figure }: { figures: QueueRow['figures']; figure: FigureRef }) {
  const { t } = useLanguage()
  const level = figures?.service_level
  if (!level || level.percent === null) return <span className={css.quiet}>{none}</span>
  const few = level.queued < thresholds.fewContacts
  const judged = isJudged(figures)
  const parts = `${count(level.within)} / ${count(level.queued)}`
  return (
    <span className={css.cell} title={judged ? parts : `${parts} · ${t.queues.notJudgedTip}`}>
      {!judged && <small>{t.queues.notJudged}</small>}
      {judged && (few ? <small>{t.card.few(level.queued)}</small> : <Shape tone={queueTone(figures)} />)}
      <Explain figure={figure}>{beside(level.percent, level.target)}</Explain>
    </span>
  )
}

function Live({ arn, split }: { arn: string; split: boolean }) {
  const { t } = useLanguage()
  if (!split) return <NoLive title={t.queues.notSplit} />
  if (arn === ownQueues) return <OwnLiveCells />
  return arn ? <LiveCells arn={arn} /> : <NoLive />
}

/** Who waits in agents' own queues, all together; who serves them is each agent alone. */
function OwnLiveCells() {
  const total = useStore(board, (b) => ownWaiting(b).total)
  const since = useStore(board, (b) => ownWaiting(b).since)
  const now = useStore(tick, (at) => at)
  return (
    <>
      <td className={total === 0 ? css.quiet : undefined} data-live="total">
        {count(total)}
      </td>
      <td className={since === null ? css.quiet : undefined} data-live="oldest">
        {duration(waitSeconds(since, now))}
      </td>
      <td className={css.quiet}>{none}</td>
    </>
  )
}

function LiveCells({ arn }: { arn: string }) {
  return (
    <>
      <td data-live="total">
        <WaitingNow arn={arn} />
      </td>
      <td>
        <OldestNow arn={arn} />
      </td>
      <td>
        <FreeNow arn={arn} />
      </td>
    </>
  )
}

function NoLive({ title }: { title?: string | undefined }) {
  return (
    <>
      {[0, 1, 2].map((n) => (
        <td key={n} className={css.quiet} title={title}>
          {none}
        </td>
      ))}
    </>
  )
}

type TotalsProps = { overview: Overview; rows: QueueRow[]; filtered: boolean; split: boolean }

function Totals({ overview, rows, filtered, split }: TotalsProps) {
  const { t } = useLanguage()
  const figure = useFigure(overview)
  const live = useStore(board, (b) => b)
  // Own queues are folded only without a filter, and then the board's total counts them.
  const shown = rows.map((row) => live?.queues[row.key]).filter((q) => q !== undefined)
  const total = filtered ? shown.reduce((sum, q) => sum + q.total, 0) : (live?.totals.total ?? 0)
  return (
    <tfoot>
      <tr>
        <th scope="row">{t.queues.total}</th>
        <td data-total="contacts">
          <Explain figure={figure('number_of_calls')}>{count(overview.panels.number_of_calls)}</Explain>
        </td>
        <td>
          <Explain figure={figure(promisedLevel)}>{percent(overview.service_level.percent)}</Explain>
        </td>
        <td data-total="live">{live && split ? count(total) : none}</td>
        <td />
        <td>{split && !filtered && <FreeInAll />}</td>
      </tr>
    </tfoot>
  )
}
