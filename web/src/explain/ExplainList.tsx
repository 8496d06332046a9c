import { Link } from 'wouter'
import type { ContactItem, Explanation } from '../api/model'
import { useLanguage } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { contactsBehind, type Explained } from '../lib/figure'
import { count, duration } from '../lib/format'
import { href, scopeOnly } from '../lib/scope'
import { clockSeconds, dayOf, stamp, stampUTC } from '../lib/time'
import controls from '../ui/Controls.module.css'
import { Empty } from '../ui/State'
import css from './Explain.module.css'
import { useSearch } from '../lib/search'

type Props = { pages: Explanation[]; explained: Explained; more: (() => void) | null; busy: boolean }

/** What the figure is made of: contacts, or agents. */
export function ExplainList({ pages, explained, more, busy }: Props) {
  const { t } = useLanguage()
  const first = pages[0]
  if (!first) return null
  const agents = pages.flatMap((page) => page.list.agents)
  const contacts = pages.flatMap((page) => page.list.contacts)
  const { rank, total } = first.list
  const shown = agents.length + contacts.length
  const heading = first.list.agents.length > 0 ? t.explain.agentsBehind(count(total)) : t.explain.behind(count(total))
  return (
    <section className={css.list} aria-label={heading}>
      <header>
        <h3>{heading}</h3>
        {shown > 0 && agents.length === 0 && (
          <Link className={controls.button} href={href('/contacts', contactsBehind(explained, first.time_field))}>
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
      {shown === 0 && <Empty text={t.explain.nothing} />}
      {contacts.length > 0 && <Contacts rows={contacts} explanation={first} />}
      {agents.length > 0 && <Agents rows={agents} zone={first.zone} />}
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

function Contacts({ rows, explanation }: { rows: Explanation['list']['contacts']; explanation: Explanation }) {
  const { t } = useLanguage()
  const { zone, time_field: field } = explanation
  const part = explanation.parts[explanation.list.part]
  const adds = rows.some((row) => row.contribution !== null)
  const oneDay = new Set(rows.map((row) => dayOf(Date.parse(row.at), zone))).size === 1
  const amount = (value: number | null) => (part?.unit === 'seconds' ? duration(value) : count(value))
  const rank = explanation.list.rank !== null
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.explain.at[field]}</th>
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
                <ContactLink contact={contact} />
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
                    <ContactLink contact={row.contact} /> {stamp(Date.parse(row.contact.initiation), zone)}
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

function ContactLink({ contact }: { contact: ContactItem }) {
  const { t } = useLanguage()
  const params = new URLSearchParams(scopeOnly(useSearch()))
  params.set('instance', contact.instance_arn)
  params.set('initiation', contact.initiation)
  return (
    <Link
      className={css.id}
      href={href(`/contacts/${encodeURIComponent(contact.contact_id)}`, params.toString())}
      title={contact.contact_id}
      aria-label={t.contacts.open(contact.contact_id)}
    >
      {contact.contact_id.slice(0, 8)}
    </Link>
  )
}
