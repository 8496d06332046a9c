import type { AgentDay, Metric } from '../../api/model'
import { useMetrics, useTable } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import { readAnswer, type Values } from '../../lib/answer'
import { figureIn, type FigureRef } from '../../lib/figure'
import { count, duration, figure, none } from '../../lib/format'
import { clock } from '../../lib/time'
import { Explain } from '../../ui/Explain'
import { How } from '../../ui/How'
import { Panel } from '../../ui/Panel'
import { Failure } from '../../ui/State'
import css from './Agent.module.css'
import { isTimeSpent } from './columns'
import type { Day } from './day_model'
import { statusName } from './names'
import { StatusTime } from './StatusDrawer'

const ofRecords = [
  'contacts_handled',
  'avg_handle_time',
  'avg_interaction_time',
  'avg_hold_time',
  'avg_after_contact_work_time',
]
const ofTime = ['agent_occupancy', 'agent_answer_rate', 'agent_non_response']

/** The metrics that the day's times are. */
const online = 'sum_online_time_agent'
const counted: { [c: string]: string } = {
  on_contact: 'sum_contact_time_agent',
  idle: 'sum_idle_time_agent',
  non_productive: 'sum_non_productive_time_agent',
}

type Props = { answer: AgentDay; day: Day; events: boolean; zone: string }

/** The figures of the day, each under what it is counted by. */
export function DayFigures({ answer, day, events, zone }: Props) {
  const { t } = useLanguage()
  const { data: catalogue } = useMetrics()
  const wanted = [...ofRecords, ...(events ? ofTime : [])]
  const metrics = wanted.map((id) => catalogue?.find((m) => m.id === id)).filter((m) => m !== undefined)
  const request = {
    metrics: metrics.map((m) => m.id),
    from: answer.from,
    to: answer.to,
    zone,
    where: [{ dimension: 'agent', values: [answer.agent.arn] }],
  }
  const named = (metric: string) => figureIn(request, metric)
  const result = useTable(request, true)
  const values = result.data ? readAnswer(result.data).totals : {}
  return (
    <Panel title={t.agent.figures} className={css.figures}>
      {events && <Work answer={answer} day={day} zone={zone} named={named} />}
      {events && (
        <Group title={t.attribution.time_spent} long={t.attribution.timeSpentLong}>
          {answer.counted_times
            .filter((c) => c.class !== 'offline')
            .map((c) => (
              <Line
                key={c.class}
                name={t.agent.counted[c.class]}
                value={<Explain figure={named(counted[c.class] ?? online)}>{duration(c.seconds)}</Explain>}
              />
            ))}
          <Metrics metrics={metrics.filter(isTimeSpent)} values={values} named={named} />
        </Group>
      )}
      <Group title={t.attribution.contact} long={t.attribution.contactLong}>
        {result.error ? (
          <Failure error={result.error} retry={() => void result.refetch()} />
        ) : (
          <Metrics metrics={metrics.filter((m) => !isTimeSpent(m))} values={values} named={named} />
        )}
      </Group>
    </Panel>
  )
}

/** Hours worked, when the agent came and went, and every status with its time. */
function Work({ answer, day, zone, named }: Omit<Props, 'events'> & { named: (metric: string) => FigureRef }) {
  const { t } = useLanguage()
  const worked = day.statuses.filter((s) => s.tone !== 'offline')
  const [first, last] = [worked[0], worked.at(-1)]
  const edge = (at: number | undefined) => {
    if (at === undefined) return none
    return at < day.start ? t.agent.before : at > day.end ? t.agent.beyond : clock(at, zone)
  }
  const open = last !== undefined && last.open && last.end >= day.known
  return (
    <>
      <p className={css.hours}>
        <span>{t.agent.hours}</span>
        <b data-value={answer.online_seconds}>
          <Explain figure={named(online)}>{duration(answer.online_seconds)}</Explain>
        </b>
        <small>
          {worked.length === 0
            ? t.agent.offlineAllDay
            : `${edge(first?.start)} – ${open ? (day.known < day.end ? t.agent.goingOn : t.agent.beyond) : edge(last?.end)}`}
        </small>
      </p>
      <dl className={css.lines}>
        {answer.status_times
          .filter((s) => s.type !== 'OFFLINE')
          .map((s) => (
            <Line
              key={`${s.name} ${s.type}`}
              name={statusName(s, t)}
              note={t.agent.times(count(s.times), s.times)}
              value={<StatusTime status={s} seconds={s.seconds} />}
            />
          ))}
      </dl>
    </>
  )
}

function Group({ title, long, children }: { title: string; long: string; children: React.ReactNode }) {
  return (
    <section>
      <h3>
        {title} <How name={title} text={{ definition: long }} />
      </h3>
      <dl className={css.lines}>{children}</dl>
    </section>
  )
}

type MetricsProps = { metrics: Metric[]; values: Values; named: (metric: string) => FigureRef }

function Metrics({ metrics, values, named }: MetricsProps) {
  const { language } = useLanguage()
  return metrics.map((metric) => (
    <Line
      key={metric.id}
      id={metric.id}
      name={pick(metric.title, language)}
      title={pick(metric.definition, language)}
      value={
        <Explain figure={values[metric.id] == null ? null : named(metric.id)}>
          {figure(values[metric.id], metric.unit)}
        </Explain>
      }
    />
  ))
}

type LineProps = { id?: string; name: string; title?: string; note?: string; value: React.ReactNode }

function Line({ id, name, title, note, value }: LineProps) {
  return (
    <div data-metric={id}>
      <dt title={title}>
        {name} {note && <small>{note}</small>}
      </dt>
      <dd>{value}</dd>
    </div>
  )
}
