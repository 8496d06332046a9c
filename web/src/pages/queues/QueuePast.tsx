import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import type { LiveHistory } from '../../api/model'
import { useLiveHistory } from '../../api/queries'
import type { Dictionary } from '../../i18n/dictionary'
import { useLanguage } from '../../i18n/language'
import { count, duration } from '../../lib/format'
import { href } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { clock, dayLabel, dayOf, stamp } from '../../lib/time'
import { serverNow } from '../../live/clock'
import type { PageScope } from '../../shell/scope'
import { useData } from '../../ui/Data'
import { lineLooks, Lines } from '../../ui/Lines'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { greatest, marks, pastOf, stepOf, type Past } from './past'
import { PastMoment } from './PastMoment'
import { Tip } from './QueueCharts'
import css from './Queues.module.css'
import { closer, parseZoom, stretch, withZoom } from './zoom'

/** What a past is of: a queue or, where it is null, all of them in the chosen instances. */
type Of = { page: PageScope; queue: string | null }

/** What the live board showed over the range: who waited, how long, and who was there for them. */
export function QueuePast({ page, queue }: Of) {
  const { t } = useLanguage()
  const p = t.queuesPage.past
  const titles = p.titles[queue === null ? 'all' : 'one']
  const search = useSearch()
  const [path, navigate] = useLocation()
  const zoom = parseZoom(search)
  const range = { ...page.query, ...(zoom && stretch(zoom)), queue: queue === null ? [] : [queue] }
  const includesNow = zoom ? Date.parse(range.to) > serverNow() : page.resolved.includesNow
  const result = useLiveHistory(range, includesNow, page.ready)
  const told = result.data
  const points = told ? pastOf(told) : []
  const minutes = told ? (Date.parse(told.to) - Date.parse(told.from)) / 60_000 : 0
  const pick = (slot: number) => {
    const next = closer(minutes, Date.parse(points[slot]?.start ?? '') + (told?.step_seconds ?? 0) * 500)
    if (next) navigate(href(path, withZoom(search, next)))
  }
  const shared = told && { told, points, page, titles, pick: closer(minutes, 0) ? pick : undefined }
  return (
    <>
      {(zoom || told?.kept_since) && (
        <PastMoment page={page} queue={queue} zoom={zoom} points={points} stepSeconds={told?.step_seconds ?? 0} />
      )}
      {shared && points.some((point) => point.seen) ? (
        <>
          <DepthPanel {...shared} />
          <OldestPanel {...shared} />
          <AgentsPastPanel {...shared} />
        </>
      ) : (
        <Panel id="past_depth" className={css.wide} title={titles.depth}>
          {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
          {!result.error && !told && <Skeleton lines={4} height={180} />}
          {told && <Empty text={told.kept_since ? p.noneSince(moment(told.kept_since, page.zone)) : p.none} />}
        </Panel>
      )}
    </>
  )
}

type Titles = Dictionary['queuesPage']['past']['titles']['one']

type Props = {
  told: LiveHistory
  points: Past[]
  page: PageScope
  titles: Titles
  /** Goes closer at a point, where there is closer to go. */
  pick: ((slot: number) => void) | undefined
}

const moment = (text: string, zone: string) => stamp(Date.parse(text), zone).slice(0, -3)

/** How a point is named under the chart and in its tip. */
function useMoments({ told, points, page }: Props) {
  const { language } = useLanguage()
  const { zone } = page
  const day = (start: string) => dayOf(Date.parse(start), zone)
  const whole = told.step_seconds >= 86_400
  const slots = marks(
    points.map((point) => point.start),
    day,
  )
  const days = new Set(points.map((point) => day(point.start))).size > 1
  const axis = slots.map((slot) => {
    const start = points[slot]?.start ?? ''
    const [, month, date] = day(start).split('-')
    return { slot, text: days ? `${Number(month)}/${Number(date)}` : clock(Date.parse(start), zone) }
  })
  const long = (start: string) => {
    const at = Date.parse(start)
    const name = dayLabel(day(start), language)
    if (whole) return name
    const end = told.step_seconds > 60 ? `–${clock(at + told.step_seconds * 1000, zone)}` : ''
    return `${name} ${clock(at, zone)}${end}`
  }
  return { axis, long }
}

/** What every chart of the past says of itself under its title. */
function useSub({ told, page }: Props): ReactNode {
  const { t } = useLanguage()
  const p = t.queuesPage.past
  const since = told.kept_since && Date.parse(told.kept_since) > Date.parse(told.from) ? told.kept_since : null
  return [
    p.step[stepOf(told.step_seconds)],
    page.query.channel.length > 0 && p.allChannels,
    since && p.since(moment(since, page.zone)),
  ]
    .filter(Boolean)
    .join(' · ')
}

type Column = { name: string; of: (point: Past) => number | null; show: (value: number | null) => string }

/** All that is known of a moment, as the tip of each chart. */
function useTip(props: Props, columns: Column[]): (slot: number) => ReactNode {
  const { t } = useLanguage()
  const { long } = useMoments(props)
  return (slot) => {
    const point = props.points[slot]
    if (!point) return null
    if (!point.seen) return <Tip title={long(point.start)} rows={[[t.queuesPage.past.unseen, '']]} />
    return <Tip title={long(point.start)} rows={columns.map(({ name, of, show }) => [name, show(of(point))])} />
  }
}

function usePastData(props: Props, file: string, caption: string, columns: Column[]) {
  const { t } = useLanguage()
  return useData(() => ({
    caption,
    file,
    head: [t.queuesPage.start, ...columns.map(({ name }) => name)],
    units: ['', ...columns.map(({ show }) => (show === duration ? 'seconds' : ''))],
    rows: props.points.map((point) => ({
      key: point.start,
      first: stamp(Date.parse(point.start), props.page.zone),
      cells: [point.start, ...columns.map(({ of }) => of(point))],
    })),
  }))
}

/** The words of the columns, by what they show. */
function useColumns() {
  const { t } = useLanguage()
  const p = t.queuesPage.past
  return {
    most: { name: p.most, of: (at: Past) => at.waiting, show: count },
    waiting: { name: p.waiting, of: (at: Past) => at.waitingLast, show: count },
    oldest: { name: p.oldestWait, of: (at: Past) => at.oldest, show: duration },
    available: { name: p.available, of: (at: Past) => at.available, show: count },
    onContact: { name: p.onContact, of: (at: Past) => at.onContact, show: count },
  }
}

type LinesProps = {
  of: Props
  label: string
  unit: 'count' | 'seconds'
  lines: (number | null)[][]
  /** What the tip of a point says. */
  tip: Column[]
}

function PastLines({ of, label, unit, lines, tip }: LinesProps) {
  const { axis } = useMoments(of)
  return (
    <Lines
      label={label}
      unit={unit}
      scale={unit === 'seconds' ? duration : count}
      lines={lines}
      axis={axis}
      tip={useTip(of, tip)}
      walk
      pick={of.pick}
    />
  )
}

function DepthPanel(props: Props) {
  const { told, points, titles } = props
  const { t } = useLanguage()
  const p = t.queuesPage.past
  const { most, waiting, oldest, available, onContact } = useColumns()
  const depth = told.step_seconds === 15 ? [waiting] : [waiting, most]
  const columns = [...depth, oldest, available, onContact]
  const data = usePastData(props, 'queue-depth.csv', titles.depth, columns)
  const line = points.map((point) => point.waiting)
  return (
    <Panel
      id="past_depth"
      className={`${css.wide ?? ''} ${css.chart ?? ''}`}
      title={titles.depth}
      sub={useSub(props)}
      tools={data.tools}
    >
      {data.view ?? (
        <PastLines of={props} label={p.depthSummary(count(greatest(line)))} unit="count" lines={[line]} tip={columns} />
      )}
    </Panel>
  )
}

function AgentsPastPanel(props: Props) {
  const { points, titles } = props
  const { t } = useLanguage()
  const p = t.queuesPage.past
  const { available, onContact, waiting } = useColumns()
  const data = usePastData(props, 'queue-agents-over-time.csv', titles.agents, [available, onContact])
  const lines = [points.map((point) => point.onContact), points.map((point) => point.available)]
  const most = lines.map((line) => count(greatest(line)))
  return (
    <Panel
      id="past_agents"
      className={css.chart}
      title={titles.agents}
      sub={useSub(props)}
      legend={[
        { label: p.onContact, kind: 'line', color: lineLooks[0].color },
        { label: p.available, kind: 'dash', color: lineLooks[1].color, dashes: lineLooks[1].dashes },
      ]}
      tools={data.tools}
    >
      {data.view ?? (
        <PastLines
          of={props}
          label={p.agentsSummary(most[1] ?? '', most[0] ?? '')}
          unit="count"
          lines={lines}
          tip={[available, onContact, waiting]}
        />
      )}
    </Panel>
  )
}

function OldestPanel(props: Props) {
  const { points } = props
  const { t } = useLanguage()
  const p = t.queuesPage.past
  const { oldest, waiting } = useColumns()
  const data = usePastData(props, 'queue-longest-wait.csv', p.oldest, [oldest])
  const line = points.map(({ oldest, seen }) => oldest ?? (seen ? 0 : null)) // nobody waiting is no hole
  return (
    <Panel id="past_oldest" className={css.chart} title={p.oldest} sub={useSub(props)} tools={data.tools}>
      {data.view ?? (
        <PastLines
          of={props}
          label={p.oldestSummary(duration(greatest(line)))}
          unit="seconds"
          lines={[line]}
          tip={[oldest, waiting]}
        />
      )}
    </Panel>
  )
}
