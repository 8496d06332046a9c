import type { AgentDay, Metric } from '../../api/model'
import { useMetrics, useTable } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import { readAnswer, type Values } from '../../lib/answer'
import { count, duration, figure, none } from '../../lib/format'
import { clock } from '../../lib/time'
import { How } from '../../ui/How'
import { Panel } from '../../ui/Panel'
import { Failure } from '../../ui/State'
import css from './Agent.module.css'
import { isTimeSpent } from './columns'
import type { Day } from './day_model'
import { statusName } from './names'

const ofRecords = [
  'contacts_handled',
  'avg_handle_time',
  'avg_interaction_time',
  'avg_hold_time',
  'avg_after_contact_work_time',
]
const ofTime = ['agent_occupancy', 'agent_answer_rate', 'agent_non_response']

type Props = { answer: AgentDay; day: Day; events: boolean; zone: string }

/** The figures of the day, each under what it is counted by. */
export function DayFigures({ answer, day, events, zone }: Props) {
  const { t } = useLanguage()
  const { data: catalogue } = useMetrics()
  const wanted = [...ofRecords, ...(events ? ofTime : [])]
  const metrics = wanted.map((id) => catalogue?.find((m) => m.id === id)).filter((m) => m !== undefined)
  const result = useTable(
    {
      metrics: metrics.map((m) => m.id),
      from: answer.from,
      to: answer.to,
      zone,
      where: [{ dimension: 'agent', values: [answer.agent.arn] }],
    },
    true,
  )
  const values = result.data ? readAnswer(result.data).totals : {}
  return (
    <Panel title={t.agent.figures} className={css.figures}>
      {events && <Work answer={answer} day={day} zone={zone} />}
      {events && (
        <Group title={t.attribution.time_spent} long={t.attribution.timeSpentLong}>
          {answer.counted_times
            .filter((c) => c.class !== 'offline')
            .map((c) => (
              <Line key={c.class} name={t.agent.counted[c.class]} value={duration(c.seconds)} />
            ))}
          <Metrics metrics={metrics.filter(isTimeSpent)} values={values} />
        </Group>
      )}
      <Group title={t.attribution.contact} long={t.attribution.contactLong}>
        {result.error ? (
          <Failure error={result.error} retry={() => void result.refetch()} />
        ) : (
          <Metrics metrics={metrics.filter((m) => !isTimeSpent(m))} values={values} />
        )}
      </Group>
    </Panel>
  )
}

/** Hours worked, when the agent came and went, and every status with its time. */
function Work({ answer, day, zone }: { answer: AgentDay; day: Day; zone: string }) {
  const { t } = useLanguage()
  const online = day.statuses.filter((s) => s.tone !== 'offline')
  const [first, last] = [online[0], online.at(-1)]
  const edge = (at: number | undefined) => {
    if (at === undefined) return none
    return at < day.start ? t.agent.before : at > day.end ? t.agent.beyond : clock(at, zone)
  }
  const open = last !== undefined && last.open && last.end >= day.known
  return (
    <>
      <p className={css.hours}>
        <span>{t.agent.hours}</span>
        <b data-value={answer.online_seconds}>{duration(answer.online_seconds)}</b>
        <small>
          {online.length === 0
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
              value={duration(s.seconds)}
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

function Metrics({ metrics, values }: { metrics: Metric[]; values: Values }) {
  const { language } = useLanguage()
  return metrics.map((metric) => (
    <Line
      key={metric.id}
      id={metric.id}
      name={pick(metric.title, language)}
      title={pick(metric.definition, language)}
      value={figure(values[metric.id], metric.unit)}
    />
  ))
}

type LineProps = { id?: string; name: string; title?: string; note?: string; value: string }

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
