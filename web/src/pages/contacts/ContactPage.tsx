import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ContactDetail } from '../../api/model'
import { ApiError } from '../../api/client'
import { useMay } from '../../api/session'
import { useContact, type ContactName } from '../../api/queries'
import { connectWord, valueText } from '../../i18n/dimension'
import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { count, duration, none } from '../../lib/format'
import { href } from '../../lib/scope'
import { stamp, stampUTC } from '../../lib/time'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { CopyButton } from '../../ui/CopyText'
import { BackLink } from '../../ui/BackLink'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { AgentLink } from '../agents/AgentLink'
import { OutcomeCell } from './ContactTable'
import css from './Contacts.module.css'
import { CountedPanel } from './CountedPanel'
import { CustomerNumber } from './CustomerNumber'
import { connectName, groups, isDuration, type Field } from './fields'
import { JourneyPanel } from './JourneyPanel'
import { Related } from './Related'
import { Versions } from './Versions'
import { Words } from './Words'
import { useSearch } from '../../lib/search'

/** One contact: its life on a time axis, its fields, its journey and the record as it arrived. */
export function ContactPage({ id }: { id: string }) {
  const { t } = useLanguage()
  const page = useScope()
  const params = new URLSearchParams(useSearch())
  const name = { id, instance: params.get('instance'), initiation: params.get('initiation') }
  const result = useContact(name)
  const mayErase = useMay('administration')
  // Whoever waits or talks has no record yet: the live pages lead here.
  const unknown = result.error instanceof ApiError && result.error.status === 404
  for (const key of ['instance', 'initiation', 'before']) params.delete(key)
  useTitle(`${t.detail.title} ${id}`)
  return (
    <Page title={t.detail.title} page={page} range={false} filters={false} instances={false}>
      <p className={css.crumbs}>
        <BackLink href={href('/contacts', params.toString())}>{t.detail.back}</BackLink>
        <span className={css.whole}>
          <span className={css.id}>{id}</span>
          <CopyButton text={id} name={t.contacts.id} bare />
        </span>
        {mayErase && result.data && (
          <Link className={css.erase} href={href('/erasure', `contact=${encodeURIComponent(id)}`)}>
            {t.erasure.openContact}
          </Link>
        )}
      </p>
      {result.error && !unknown && <Failure error={result.error} retry={() => void result.refetch()} />}
      {unknown && <Empty text={`${t.detail.unknown} ${t.detail.unknownLong}`} />}
      {result.isPending && <Skeleton lines={6} height={420} />}
      {result.data && <Detail detail={result.data} name={name} zone={page.zone} />}
    </Page>
  )
}

function Detail({ detail, name, zone }: { detail: ContactDetail; name: ContactName; zone: string }) {
  const { t } = useLanguage()
  const raw = JSON.stringify(detail.raw, null, 2)
  const received =
    detail.received_at === null
      ? t.detail.damaged
      : `${t.detail.received} ${stamp(Date.parse(detail.received_at), zone)} · ${t.detail.source} ${detail.source} · ${t.detail.versions} ${count(detail.versions)}`
  return (
    <>
      {detail.details_gone && (
        <p className={css.expired}>
          <Shape tone="warn" />
          {t.detail.expired}
        </p>
      )}
      {detail.source === 'restored' && (
        <p className={css.expired}>
          <Shape tone="warn" />
          {t.detail.restored}
        </p>
      )}
      <Facts detail={detail} name={name} zone={zone} />
      <JourneyPanel detail={detail} zone={zone} />
      <Related name={name} zone={zone} customer={detail.contact.customer_address_masked} />
      <Panel title={t.detail.fields}>
        <div className={css.grid}>
          {groups(detail.contact).map(([name, fields]) => (
            <section key={name} className={css.group}>
              <h3>{t.detail.groups[name]}</h3>
              <dl>
                {fields.map((field) => (
                  <Pair key={field.name} field={field} zone={zone} />
                ))}
              </dl>
            </section>
          ))}
        </div>
      </Panel>
      <Panel title={t.detail.attributes}>
        {detail.details_gone ? (
          <Empty text={t.detail.expired} />
        ) : detail.masked ? (
          <Empty text={t.detail.masked} />
        ) : (
          <Attributes attributes={detail.attributes} />
        )}
      </Panel>
      <CountedPanel list={detail.counted_in} />
      {!detail.masked && (
        <>
          <Versions name={name} zone={zone} />
          <Panel title={t.detail.raw} sub={received} tools={<CopyButton text={raw} name={t.detail.raw} />}>
            <pre className={css.raw} tabIndex={0} aria-label={t.detail.raw}>
              {raw}
            </pre>
          </Panel>
        </>
      )}
    </>
  )
}

/** The contact in one line: what became of it, with whom, how long. */
function Facts({ detail, name, zone }: { detail: ContactDetail; name: ContactName; zone: string }) {
  const { t } = useLanguage()
  const c = detail.contact
  const item = detail.chain.find((other) => other.contact_id === c.contact_id)
  const began = Date.parse(c.initiation)
  const transferred: [string, ReactNode] = [
    t.detail.transferredTo,
    <CustomerNumber key="transferred" masked={c.transferred_to_masked} name={name} of="transferred_to" />,
  ]
  const facts: [string, ReactNode][] = [
    [t.contacts.start, stamp(began, zone)],
    [
      t.contacts.channel,
      <span key="channel" title={`${c.channel} · ${c.initiation_method}`}>
        {`${word(t.channel, c.channel)} · ${word(t.method, c.initiation_method)}`}
      </span>,
    ],
    [t.contacts.queue, c.queue.arn ? queueName(c.queue.name, c.queue.arn, t) : none],
    [t.contacts.agent, <AgentLink key="agent" arn={c.agent.arn} name={c.agent.username} at={began} zone={zone} />],
    [
      t.contacts.customer,
      <CustomerNumber key="customer" masked={c.customer_address_masked} name={name} of="customer_address" />,
    ],
    ...(c.transferred_to_masked ? [transferred] : []),
    [t.detail.whole, duration(c.disconnect ? (Date.parse(c.disconnect) - began) / 1000 : null)],
  ]
  return (
    <dl className={css.facts}>
      {item && (
        <div>
          <dt>{t.contacts.outcome}</dt>
          <dd>
            <OutcomeCell outcome={item.outcome} />
          </dd>
        </div>
      )}
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const moment = /^\d{4}-\d\d-\d\dT/

function Pair({ field, zone }: { field: Field; zone: string }) {
  const { t } = useLanguage()
  const search = useSearch()
  const { name, value } = field
  if (typeof value === 'string' && value.startsWith('arn:')) return <ArnPair name={name} arn={value} />
  let shown: string
  let title: string | undefined
  if (typeof value === 'string' && moment.test(value)) {
    shown = stamp(Date.parse(value), zone)
    title = stampUTC(Date.parse(value))
  } else if (typeof value === 'number' && isDuration(name)) shown = duration(value)
  else if (Array.isArray(value))
    shown = value
      .map((v: unknown) => (typeof v === 'object' && v !== null && 'name' in v ? String(v.name) : String(v)))
      .join(' › ')
  else shown = String(value)
  const said = typeof value === 'string' && connectWord(name, value) ? valueText(name, value, value, t) : shown
  return (
    <div className={css.pair}>
      <FieldName name={name} />
      <dd title={title}>
        {isOther(name) ? <Link href={toOther(shown, search)}>{shown}</Link> : <Words text={shown} />}
        {said !== shown && <small>{said}</small>}
      </dd>
    </div>
  )
}

/** Whether a field names another contact, such as the one before a transfer. */
const isOther = (name: string) => name.endsWith('_contact_id')

/** The page of another contact of the same instance. */
function toOther(id: string, search: string): string {
  const params = new URLSearchParams(search)
  for (const key of ['initiation', 'before']) params.delete(key)
  return href(`/contacts/${encodeURIComponent(id)}`, params.toString())
}

/** The record's own name of a field. */
function FieldName({ name }: { name: string }) {
  return (
    <dt lang="en">
      <Words text={connectName(name)} />
    </dt>
  )
}

/** An ARN by its last part: the rest is the same on every line, and is in the title and what is copied. */
function ArnPair({ name, arn }: { name: string; arn: string }) {
  return (
    <div className={css.pair}>
      <FieldName name={name} />
      <dd className={css.arn} title={arn}>
        <span className={css.id}>{arn.split('/').at(-1)}</span>
        <CopyButton text={arn} name={connectName(name)} bare />
      </dd>
    </div>
  )
}

function Attributes({ attributes }: { attributes: ContactDetail['attributes'] }) {
  const { t } = useLanguage()
  const entries = Object.entries(attributes)
  if (entries.length === 0) return <Empty text={t.detail.noAttributes} />
  return (
    <dl className={css.grid}>
      {entries.map(([name, value]) => (
        <div key={name} className={css.pair}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>
      ))}
    </dl>
  )
}
