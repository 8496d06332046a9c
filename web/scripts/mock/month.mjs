// The mock's month, made of its Overview of the same range, so that its figures add up too.
import { overview } from './overview.mjs'

const rate = (part, whole) => (whole === 0 ? null : (part / whole) * 100)

export function month(params, now, live, projected) {
  const today = new Date(now + 9 * 3_600_000).toISOString().slice(0, 10)
  const name = params.get('month') || today.slice(0, 7)
  const [year, number] = name.split('-').map(Number)
  const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10)
  const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)
  const asked = new URLSearchParams(params)
  asked.delete('month')
  asked.set('from', `${name}-01`)
  asked.set('to', next < tomorrow ? next : tomorrow)
  const { panels, previous, queues, days, ...o } = overview(asked, now, live, projected)
  const seconds = { seconds: 320, contacts: 100 }
  const figures = (calls, rates) => {
    const { queued } = rates.service_level
    const { abandoned } = rates.abandonment_rate
    return {
      number_of_calls: calls,
      handled: queued - abandoned,
      abandoned,
      queued,
      service_level: rates.service_level,
      answer_rate: { percent: rate(queued - abandoned, queued), answered: queued - abandoned, queued },
      abandonment_rate: rates.abandonment_rate,
      average_handle_time: seconds,
      average_call_duration: seconds,
      average_after_contact_work: panels.average_after_contact_work,
      number_of_agents: panels.number_of_agents,
      working_days: 15,
      per_working_day: calls / 15,
    }
  }
  const before = new Date(Date.UTC(year, number - 2, 1)).toISOString().slice(0, 7)
  return {
    month: name,
    from: `${name}-01T00:00:00+09:00`,
    to: `${next}T00:00:00+09:00`,
    until: new Date(now).toISOString(),
    zone: o.zone,
    time_field: 'initiation',
    day_start: '00:00',
    as_of: o.as_of,
    final_until: o.final_until,
    projected,
    panels: { ...panels, day_start: '00:00' },
    figures: figures(panels.number_of_calls, o),
    previous: {
      month: before,
      from: previous.from,
      to: previous.to,
      records_from: null,
      figures: figures(previous.panels.number_of_calls, previous),
    },
    days: panels.calls_per_day.map(({ day, calls }) => {
      const known = days.find((d) => d.day === day) ?? { handled: calls, abandoned: 0 }
      const queued = known.handled + known.abandoned
      return {
        day,
        holiday: day.endsWith('-09') ? { ko: '한글날', en: 'Hangeul Day' } : null,
        works: ![0, 6].includes(new Date(day).getUTCDay()),
        contacts: calls,
        queued,
        handled: known.handled,
        abandoned: known.abandoned,
        service_level: { percent: 82, within: Math.round(queued * 0.82), queued, seconds: 20, target: 80 },
        answer_rate: { percent: rate(known.handled, queued), answered: known.handled, queued },
        abandonment_rate: { percent: rate(known.abandoned, queued), abandoned: known.abandoned, queued },
        handle_seconds: 350,
        call_seconds: 320,
        acw_seconds: 31,
        agents: 40,
      }
    }),
    queues,
    agents: ['boram.yoon', 'areum.yang'].map((agent_name, i) => ({
      agent_arn: `arn:agent/${i}`,
      agent_name,
      handled: 900 - i * 40,
      handle_seconds: 350,
      call_seconds: 320,
      acw_seconds: 31,
    })),
    agents_in: 2,
  }
}
