import { Fragment, memo } from 'react'
import type { ColumnInfo, ContactItem, Outcome } from '../../api/model'
import { pick, useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import type { Sort } from '../../lib/answer'
import { count, duration } from '../../lib/format'
import { shortId } from '../../lib/short_id'
import { stamp, stampUTC } from '../../lib/time'
import { InstanceTag } from '../../shell/InstancePicker'
import { ContactLink } from '../../ui/ContactLink'
import { Head } from '../../ui/FigureTable'
import { Shape } from '../../ui/Shape'
import { AgentLink } from '../agents/AgentLink'
import { contactHref } from './contact_query'
import css from './Contacts.module.css'
import { useSearch } from '../../lib/search'

const tones = { handled: 'ok', abandoned: 'warn', other: 'none' } as const

export function OutcomeCell({ outcome }: { outcome: Outcome }) {
  const { t } = useLanguage()
  const tone = tones[outcome]
  return (
    <span className={css.outcome} data-tone={tone}>
      <Shape tone={tone} /> {t.outcome[outcome]}
    </span>
  )
}

type Props = {
  contacts: ContactItem[]
  zone: string
  old?: boolean
  current?: string
  /** Beside the usual ones. */
  columns?: ColumnInfo[]
  sort?: Sort
  /** Nothing: the table cannot be put in order. */
  order?: (sort: Sort) => void
}

const noColumns: ColumnInfo[] = []
const noSort: Sort = { by: '', down: true }

/** A table of contacts; each id links to the contact. */
export function ContactTable({ contacts, zone, old, current, columns = noColumns, sort = noSort, order }: Props) {
  const { t, language } = useLanguage()
  const head = (id: string, text: string) => <Head id={id} head={text} sort={sort} order={order} />
  const c = t.contacts
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={c.title} data-old={old || undefined}>
      <table className={css.table}>
        <caption className="cc-hidden">{c.title}</caption>
        <thead>
          <tr>
            <Head id="init_ms" head={c.start} text sort={sort} order={order} />
            <th scope="col">{c.id}</th>
            <th scope="col">{c.channel}</th>
            <th scope="col">{c.method}</th>
            <th scope="col">{c.queue}</th>
            <th scope="col">{c.agent}</th>
            <th scope="col">{c.customer}</th>
            {head('queue_s', c.inQueue)}
            {head('interaction_s', c.talk)}
            {head('hold_s', c.hold)}
            {head('acw_s', c.acw)}
            <th scope="col">{c.outcome}</th>
            {columns.map((column) => (
              <Fragment key={column.id}>{head(column.id, pick(column.title, language))}</Fragment>
            ))}
          </tr>
        </thead>
        <tbody>
          {contacts.map((contact) => (
            <Row
              key={contact.contact_id}
              contact={contact}
              zone={zone}
              current={contact.contact_id === current}
              columns={columns}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = { contact: ContactItem; zone: string; current: boolean; columns: ColumnInfo[] }

const Row = memo(function Row({ contact, zone, current, columns }: RowProps) {
  const { t } = useLanguage()
  const search = useSearch()
  const at = Date.parse(contact.initiation)
  return (
    <tr aria-current={current || undefined}>
      <td title={stampUTC(at)}>{stamp(at, zone)}</td>
      <td className={css.id}>
        {current ? (
          <>
            {shortId(contact.contact_id)} <small>({t.detail.thisOne})</small>
          </>
        ) : (
          <ContactLink id={contact.contact_id} href={contactHref(contact, search)} />
        )}
        <InstanceTag arn={contact.instance_arn} />
      </td>
      <td title={contact.channel}>{word(t.channel, contact.channel)}</td>
      <td title={contact.initiation_method}>{word(t.method, contact.initiation_method)}</td>
      <td title={contact.queue_arn}>{contact.queue_arn ? queueName(contact.queue_name, contact.queue_arn, t) : '–'}</td>
      <td title={contact.agent_arn}>
        <AgentLink arn={contact.agent_arn} name={contact.agent_name} at={at} zone={zone} />
      </td>
      <td>{contact.customer_address_masked || '–'}</td>
      <td data-number>{duration(contact.queue_seconds)}</td>
      <td data-number>{duration(contact.talk_seconds)}</td>
      <td data-number>{duration(contact.hold_seconds)}</td>
      <td data-number>{duration(contact.acw_seconds)}</td>
      <td>
        <OutcomeCell outcome={contact.outcome} />
      </td>
      {columns.map((column) => (
        <td key={column.id} data-number>
          {cell(column, contact.values[column.id], zone, t.list.yes)}
        </td>
      ))}
    </tr>
  )
})

/** A value of a column in its kind. */
function cell({ kind }: ColumnInfo, value: number | null | undefined, zone: string, yes: string): string {
  if (value == null) return '–'
  if (kind === 'moment') return stamp(value, zone)
  if (kind === 'seconds') return duration(value)
  if (kind === 'flag') return value === 1 ? yes : '–'
  return count(value)
}
