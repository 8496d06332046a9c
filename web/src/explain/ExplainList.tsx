import { Link } from 'wouter'
import type { ContactItem, Explanation } from '../api/model'
import { useLanguage } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { contactPath } from '../lib/contact_path'
import { contactsBehind, type Explained, type TimeField } from '../lib/figure'
import { count, duration } from '../lib/format'
import { href } from '../lib/scope'
import { clockSeconds, dayOf, stamp, stampUTC } from '../lib/time'
import { ContactLink } from '../ui/ContactLink'
import controls from '../ui/Controls.module.css'
import { Empty } from '../ui/State'
import css from './Explain.module.css'
import { ExplainDays } from './ExplainDays'
import { CountedAgents, Intervals, Shares } from './ExplainIntervals'
import { useSearch } from '../lib/search'

type Props = { pages: Explanation[]; explained: Explained; more: (() => void) | null; busy: boolean }

/** What the figure is made of: contacts, agents, or intervals of agents. */
export function ExplainList({ pages, explained, more, busy }: Props) {
  const { t } = useLanguage()
  const first = pages[0]
  if (!first) return null
  const agents = pages.flatMap((page) => page.list.agents)
  const contacts = pages.flatMap((page) => page.list.contacts)
  const intervals = pages.flatMap((page) => page.list.intervals)
  const { rank, total } = first.list
  const { days } = first.list
  const shown = agents.length + contacts.length + intervals.length + days.length
  const basis = first.time_field
  const spent = basis === 'time_spent'
  const behind = spent ? t.explain.intervalsBehind : t.explain.behind
  const ofDays = first.parts[first.list.part]?.aggregate === 'days'
  const named = ofDays ? t.explain.daysBehind : agents.length > 0 ? t.explain.agentsBehind : behind
  const heading = named(count(total))
  return (
    <section className={css.list} aria-label={heading}>
      <header>
        <h3>{heading}</h3>
        {contacts.length > 0 && !spent && !explained.figure.only && (
          <Link className={controls.button} href={href('/contacts', contactsBehind(explained, basis))}>
            {t.explain.asList}
          </Link>
        )}
      </header>
      {rank && (
        <p>
          {t.explain.place(count(rank.place), count(rank.of), rank.percent)}{' '}
          {t.explain.placeParts(count(rank.less), count(rank.equal), count(rank.more))}
        </p>
      )}
      {first.combine === 'extreme' && !rank && shown > 0 && <p>{t.explain.extreme}</p>}
      {first.combine === 'agent_mean' && agents.length > 0 && <p>{t.explain.meanOfAgents}</p>}
      {shown === 0 && <Empty text={spent ? t.explain.nothingSpent : t.explain.nothing} />}
      {contacts.length > 0 && !spent && <Contacts rows={contacts} explanation={first} basis={basis} />}
      {agents.length > 0 && !spent && <Agents rows={agents} zone={first.zone} />}
      {agents.length > 0 && first.combine === 'agent_count' && <CountedAgents rows={agents} explained={explained} />}
      {agents.length > 0 && first.combine === 'agent_mean' && <Shares rows={agents} explained={explained} />}
      {days.length > 0 && <ExplainDays days={days} explained={explained} />}
      {intervals.length > 0 && <Intervals rows={intervals} explanation={first} />}
      {more && (
        <p className={css.more}>
          <button type="button" className={controls.button} disabled={busy} onClick={more}>
            {t.explain.more(count(Math.min(50, total - shown)))}
          </button>
          <span>{t.explain.left(count(shown), count(total))}</span>
        </p>
      )}
    </section>
  )
}

type ContactsProps = { rows: Explanation['list']['contacts']; explanation: Explanation; basis: TimeField }

function Contacts({ rows, explanation, basis }: ContactsProps) {
  const { t } = useLanguage()
  const { zone } = explanation
  const part = explanation.parts[explanation.list.part]
  const adds = rows.some((row) => row.contribution !== null)
  // Rows of one day out of a longer range say it, too: which day it is could not be told otherwise.
  const oneDay = dayOf(Date.parse(explanation.from), zone) === dayOf(Date.parse(explanation.to) - 1, zone)
  const amount = (value: number | null) => (part?.unit === 'seconds' ? duration(value) : count(value))
  const rank = explanation.list.rank !== null
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.explain.at[basis]}</th>
            <th scope="col">{t.explain.contact}</th>
            <th scope="col">{t.explain.queue}</th>
            <th scope="col">{t.explain.agent}</th>
            <th scope="col" data-number={adds || undefined}>
              {adds ? (part?.aggregate === 'sum' ? t.explain.adds : t.explain.value) : t.explain.counts}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ contact, at, contribution }) => (
            <tr
              key={`${contact.instance_arn} ${contact.contact_id}`}
              data-here={(rank && contribution === part?.value) || undefined}
            >
              <td title={stampUTC(Date.parse(at))}>
                {oneDay ? clockSeconds(Date.parse(at), zone) : stamp(Date.parse(at), zone)}
              </td>
              <td>
                <OneContact contact={contact} />
              </td>
              <td>{contact.queue_arn ? queueName(contact.queue_name, contact.queue_arn, t) : '–'}</td>
              <td>{contact.agent_name || '–'}</td>
              {adds ? <td data-number>{amount(contribution)}</td> : <td>{t.outcome[contact.outcome]}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Agents({ rows, zone }: { rows: Explanation['list']['agents']; zone: string }) {
  const { t } = useLanguage()
  const asked = rows.some((row) => row.online !== null)
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.explain.agent}</th>
            <th scope="col" data-number>
              {t.explain.onContacts}
            </th>
            {asked && <th scope="col">{t.explain.online}</th>}
            <th scope="col">{t.explain.newest}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.agent_arn}>
              <td>{row.agent_name}</td>
              <td data-number>{count(row.contacts)}</td>
              {asked && <td>{row.online ? t.explain.onlineYes : t.explain.onlineNo}</td>}
              <td>
                {row.contact ? (
                  <>
                    <OneContact contact={row.contact} /> {stamp(Date.parse(row.contact.initiation), zone)}
                  </>
                ) : (
                  '–'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function OneContact({ contact }: { contact: ContactItem }) {
  const { contact_id: id, instance_arn: instance, initiation } = contact
  return <ContactLink id={id} href={contactPath(id, instance, useSearch(), initiation)} />
}
