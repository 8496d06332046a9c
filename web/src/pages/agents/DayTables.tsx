import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { contactPath } from '../../lib/contact_path'
import { count, duration, none } from '../../lib/format'
import { ContactLink } from '../../ui/ContactLink'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import { Empty } from '../../ui/State'
import css from './Agent.module.css'
import { phaseSeconds, refusal, type Day, type Handling } from './day_model'
import { End, Moment } from './Moment'
import { statusName } from './names'
import { useSearch } from '../../lib/search'

type Line = { key: string; start: number; end: number; open: boolean; what: string; tone?: 'bad' }

/** Statuses, log on and off, and gaps in the events, in order of time: what the upper half of the drawing shows. */
export function StatusesOfDay({ day, zone }: { day: Day; zone: string }) {
  const { t } = useLanguage()
  const lines: Line[] = [
    ...day.statuses.map((s) => ({
      key: `s${s.start}`,
      start: s.start,
      end: s.end,
      open: s.open,
      what: statusName(s, t),
    })),
    ...day.gaps.map((g) => ({
      key: `g${g.start}`,
      start: g.start,
      end: g.end,
      open: false,
      what: t.agent.gap,
      tone: 'bad' as const,
    })),
  ].sort((a, b) => a.start - b.start)
  return (
    <Panel title={t.agent.statuses} sub={t.agent.sessions(day.sessions.length)} flush>
      <div className={css.scroll} tabIndex={0} role="group" aria-label={t.agent.statuses}>
        <table className={css.table}>
          <caption className="cc-hidden">{t.agent.statuses}</caption>
          <thead>
            <tr>
              <th scope="col">{t.agent.from}</th>
              <th scope="col">{t.agent.to}</th>
              <th scope="col">{t.agent.status}</th>
              <th scope="col" data-number>
                {t.agent.duration}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.key}>
                <td>
                  <Moment at={line.start} day={day} zone={zone} />
                </td>
                <td>
                  <End of={line} day={day} zone={zone} />
                </td>
                <td className={line.tone && css[line.tone]}>
                  {line.tone && <Shape tone={line.tone} />} {line.what}
                </td>
                <td data-number>{duration((line.end - line.start) / 1000)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  )
}

/** Every stay of a contact at the agent: what the lower half of the drawing shows. */
export function ContactsOfDay({ day, zone, instance }: { day: Day; zone: string; instance: string }) {
  const { t } = useLanguage()
  return (
    <Panel title={t.agent.handlings} sub={t.contacts.count(count(new Set(day.handlings.map((h) => h.id)).size))} flush>
      {day.handlings.length === 0 ? (
        <Empty text={t.agent.noContacts} />
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={t.agent.handlings}>
          <table className={css.table}>
            <caption className="cc-hidden">{t.agent.handlings}</caption>
            <thead>
              <tr>
                <th scope="col">{t.agent.from}</th>
                <th scope="col">{t.contacts.id}</th>
                <th scope="col">{t.contacts.channel}</th>
                <th scope="col">{t.contacts.queue}</th>
                <th scope="col">{t.contacts.method}</th>
                <th scope="col" data-number>
                  {t.agent.offered}
                </th>
                <th scope="col" data-number>
                  {t.contacts.talk}
                </th>
                <th scope="col" data-number>
                  {t.contacts.hold}
                </th>
                <th scope="col" data-number>
                  {t.contacts.acw}
                </th>
                <th scope="col">{t.agent.to}</th>
              </tr>
            </thead>
            <tbody>
              {day.handlings.map((stay) => (
                <Stay key={stay.key} stay={stay} day={day} zone={zone} instance={instance} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

type StayProps = { stay: Handling; day: Day; zone: string; instance: string }

function Stay({ stay, day, zone, instance }: StayProps) {
  const { t } = useLanguage()
  const search = useSearch()
  const failed = refusal(stay)
  return (
    <tr>
      <td>
        <Moment at={stay.start} day={day} zone={zone} />
      </td>
      <td>
        <ContactLink id={stay.id} href={contactPath(stay.id, instance, search)} />
      </td>
      <td>{word(t.channel, stay.channel)}</td>
      <td title={stay.queueArn}>{stay.queueArn ? queueName(stay.queueName, stay.queueArn, t) : none}</td>
      <td>{word(t.method, stay.method)}</td>
      <td data-number>{duration(phaseSeconds(stay, 'ring', 'dial'))}</td>
      <td data-number>{duration(phaseSeconds(stay, 'talk'))}</td>
      <td data-number>{duration(phaseSeconds(stay, 'hold'))}</td>
      <td data-number>{duration(phaseSeconds(stay, 'acw'))}</td>
      <td>
        <End of={stay} day={day} zone={zone} />
        {failed && (
          <span className={css.bad}>
            {' '}
            <Shape tone="bad" /> {t.agent.phases[failed]}
          </span>
        )}
      </td>
    </tr>
  )
}
