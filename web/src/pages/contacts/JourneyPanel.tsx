import { useMemo } from 'react'
import type { ContactDetail } from '../../api/model'
import { TakeButton } from '../../exports/TakeButton'
import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { count, duration } from '../../lib/format'
import { stamp } from '../../lib/time'
import { useData } from '../../ui/Data'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import { Empty } from '../../ui/State'
import { journeyOf, type Journey, type Part } from './journey'
import { JourneyAxis } from './JourneyAxis'
import css from './JourneyAxis.module.css'

const kinds = ['scheduled', 'ivr', 'queue', 'ring', 'talk', 'hold', 'transfer', 'acw'] as const

/** The journey on its axis, how long each kind of stretch was in all, and the same as a table. */
export function JourneyPanel({ detail, zone }: { detail: ContactDetail; zone: string }) {
  const { t } = useLanguage()
  const journey = useMemo(() => journeyOf(detail.chain), [detail.chain])
  const own = detail.contact.contact_id
  const table = useJourneyTable(journey, zone, own)
  const more = detail.chain_total > detail.chain.length
  return (
    <Panel
      id="journey"
      title={t.detail.timeline}
      sub={detail.chain_total > 1 ? t.detail.contactsOfJourney(count(detail.chain_total)) : undefined}
      tools={journey && table.tools}
    >
      {!journey && <Empty text={t.detail.noTimeline} />}
      {journey && (table.view ?? <JourneyAxis journey={journey} zone={zone} current={own} />)}
      {journey && !table.shown && <Twin journey={journey} zone={zone} />}
      {journey && <Legend parts={journey.lanes.flatMap((lane) => lane.parts)} />}
      {more && <p className={css.note}>{t.detail.chainCut(count(detail.chain.length))}</p>}
      <Doubts detail={detail} />
    </Panel>
  )
}

function useJourneyTable(journey: Journey | null, zone: string, contact: string) {
  const { t } = useLanguage()
  const d = t.detail
  const table = () => ({
    caption: d.timeline,
    file: 'contact.csv',
    head: [t.contacts.id, t.contacts.channel, t.contacts.queue, t.contacts.agent, d.step, d.begin, d.end, d.lasted],
    rows: rowsOf(journey).map(({ contact, part }, i) => ({
      key: String(i),
      cells: [
        contact.contact_id,
        word(t.channel, contact.channel),
        contact.queue_arn ? queueName(contact.queue_name, contact.queue_arn, t) : '',
        contact.agent_name,
        d.parts[part.kind],
        stamp(part.from, zone),
        stamp(part.to, zone),
        duration((part.to - part.from) / 1000),
      ],
    })),
  })
  return useData(table, (save) => (
    <TakeButton
      icon="download"
      title={t.chart.csv}
      label={`${t.chart.csv}: ${d.timeline}`}
      as="file"
      subject={contact}
      take={save}
    />
  ))
}

function rowsOf(journey: Journey | null) {
  return (journey?.lanes ?? []).flatMap((lane) => lane.parts.map((part) => ({ contact: lane.contact, part })))
}

/** The axis for readers. */
function Twin({ journey, zone }: { journey: Journey; zone: string }) {
  const { t } = useLanguage()
  const d = t.detail
  return (
    <div className="cc-hidden">
      <table>
        <caption>{d.timeline}</caption>
        <thead>
          <tr>
            {[t.contacts.id, d.step, d.begin, d.end, d.lasted].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(journey).map(({ contact, part }, i) => (
            <tr key={i}>
              <th scope="row">{contact.contact_id}</th>
              <td>{d.parts[part.kind]}</td>
              <td>{stamp(part.from, zone)}</td>
              <td>{stamp(part.to, zone)}</td>
              <td>{duration((part.to - part.from) / 1000)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Legend({ parts }: { parts: Part[] }) {
  const { t } = useLanguage()
  return (
    <ul className={css.legend}>
      {kinds.map((kind) => {
        const own = parts.filter((p) => p.kind === kind)
        if (own.length === 0) return null
        return (
          <li key={kind}>
            <i className={css[kind]} />
            {t.detail.parts[kind]} <b>{duration(own.reduce((sum, p) => sum + (p.to - p.from), 0) / 1000)}</b>
          </li>
        )
      })}
    </ul>
  )
}

/** What the axis cannot show: moments in the wrong order, and contacts whose records are damaged. */
function Doubts({ detail }: { detail: ContactDetail }) {
  const { t } = useLanguage()
  const doubts = detail.chain.flatMap((c) => [
    ...(c.damage ? [t.detail.laneDamaged(c.contact_id)] : []),
    ...c.disorder.map((d) => t.detail.disorder(c.contact_id, d.earlier, d.later)),
  ])
  if (doubts.length === 0) return null
  return (
    <ul>
      {doubts.map((doubt) => (
        <li key={doubt} className={css.disorder}>
          <Shape tone="warn" />
          {doubt}
        </li>
      ))}
    </ul>
  )
}
