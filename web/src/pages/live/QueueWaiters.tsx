import { Link } from 'wouter'
import type { WaitingContact, WaitingList } from '../../api/model'
import { useWaiting } from '../../api/queries'
import { useLanguage, word } from '../../i18n/language'
import { count, duration } from '../../lib/format'
import { clockSeconds } from '../../lib/time'
import { tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { waitSeconds } from '../../live/waiting'
import { Failure, Skeleton } from '../../ui/State'
import css from './Live.module.css'
import own from './LiveQueues.module.css'

/** The contacts that wait in a queue, the oldest first; callbacks are told apart, since nobody holds the line for them. */
export function QueueWaiters({ arn, zone }: { arn: string; zone: string }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const list = useWaiting(arn)
  const contacts = list.data?.contacts ?? []
  const more = (list.data?.named ?? 0) - contacts.length
  return (
    <section className={own.part}>
      <h3>
        {words.waiting} {list.data && <small>{count(list.data.total)}</small>}
      </h3>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={2} />}
      {list.data?.total === 0 && contacts.length === 0 && <p className={css.quiet}>{words.nobodyWaits}</p>}
      {list.data && <Gap list={list.data} zone={zone} />}
      <ol className={css.contacts}>
        {contacts.map((contact) => (
          <Waiter key={contact.contact_id} contact={contact} zone={zone} />
        ))}
      </ol>
      {more > 0 && <p className={css.quiet}>{words.more(count(more))}</p>}
    </section>
  )
}

/** Why the list has another number of contacts than the queue, where it has. */
function Gap({ list: { total, named, counted }, zone }: { list: WaitingList; zone: string }) {
  const { t } = useLanguage()
  if (!counted || named === total) return null
  const text = named < total ? t.live.queues.listShort : t.live.queues.listLong
  const at = clockSeconds(Date.parse(counted.as_of), zone)
  return (
    <p className={own.gap} data-gap={total - named}>
      {text({ at, total: count(total), named: count(named), off: count(Math.abs(total - named)) })}
    </p>
  )
}

function Waiter({ contact, zone }: { contact: WaitingContact; zone: string }) {
  const { t } = useLanguage()
  const words = t.live.queues
  const since = Date.parse(contact.since)
  const kind = contact.scheduled ? words.scheduled : contact.callback ? t.queues.callback : null
  return (
    <li data-callback={contact.callback || undefined}>
      <span className={own.ends}>
        <span className={css.doing}>
          <b>{word(t.channel, contact.channel)}</b>
          {kind && <small>{kind}</small>}
        </span>
        <Clock since={since} />
      </span>
      <span className={own.ends}>
        <Link href={`/contacts/${encodeURIComponent(contact.contact_id)}`} className={own.id}>
          {contact.contact_id}
        </Link>
        <span className={css.quiet}>{words.since(clockSeconds(since, zone))}</span>
      </span>
    </li>
  )
}

function Clock({ since }: { since: number }) {
  const now = useStore(tick, (at) => at)
  return <span className={css.since}>{duration(waitSeconds(since, now))}</span>
}
