import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Explanation } from '../api/model'
import { useLanguage } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { agentPath, withDay } from '../lib/agent_path'
import { contactPath } from '../lib/contact_path'
import type { Explained, FigureRef } from '../lib/figure'
import { duration, none, percent } from '../lib/format'
import { href, scopeOnly } from '../lib/scope'
import { useSearch } from '../lib/search'
import { clockSeconds, dayOf, stamp, stampUTC, type Day } from '../lib/time'
import { ContactLink } from '../ui/ContactLink'
import { Explain } from '../ui/Explain'
import css from './Explain.module.css'

type Interval = Explanation['list']['intervals'][number]

/** Intervals of agents, or of contacts at them, with what each adds: time within the range, or what it ended in. */
export function Intervals({ rows, explanation }: { rows: Interval[]; explanation: Explanation }) {
  const { t } = useLanguage()
  const { zone } = explanation
  const days = new Set(rows.flatMap((row) => [row.start, row.end].map((at) => dayOf(Date.parse(at), zone))))
  const begin = (at: number) => (days.size === 1 ? clockSeconds(at, zone) : stamp(at, zone))
  const end = (at: number, from: number) => (dayOf(at, zone) === dayOf(from, zone) ? clockSeconds(at, zone) : begin(at))
  const timed = explanation.parts[explanation.list.part]?.unit === 'milliseconds'
  const ofContacts = rows.some((row) => row.contact !== null)
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.explain.agent}</th>
            <th scope="col">{t.explain.state}</th>
            <th scope="col">{t.agent.from}</th>
            <th scope="col">{t.agent.to}</th>
            <th scope="col" data-number={timed || undefined}>
              {timed ? t.explain.within : t.explain.counts}
            </th>
            {ofContacts && <th scope="col">{t.explain.queue}</th>}
            {ofContacts && <th scope="col">{t.explain.contact}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.agent_arn} ${row.contact?.contact_id ?? ''} ${row.start} ${row.end} ${row.class}`}>
              <td>
                <AgentDayLink arn={row.agent_arn} name={row.agent_name} day={dayOf(Date.parse(row.start), zone)} />
              </td>
              <td>
                <State of={row} />
              </td>
              <td title={stampUTC(Date.parse(row.start))}>{begin(Date.parse(row.start))}</td>
              <td title={stampUTC(Date.parse(row.end))}>
                {row.open ? t.agent.goingOn : end(Date.parse(row.end), Date.parse(row.start))}
              </td>
              {timed ? (
                <Added ms={row.contribution} />
              ) : (
                <td>{row.next ? t.agent.phases[row.next] : t.explain.away}</td>
              )}
              {row.contact && (
                <td>{row.contact.queue_arn ? queueName(row.contact.queue_name, row.contact.queue_arn, t) : none}</td>
              )}
              {row.contact && (
                <td>
                  <OneContact id={row.contact.contact_id} agent={row.agent_arn} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function State({ of }: { of: Interval }) {
  const { t } = useLanguage()
  if (of.contact) return <>{t.agent.phases[of.contact.phase]}</>
  const words = [of.class ? t.agent.counted[of.class] : '', of.error ? t.agent.phases.error : '']
  return <>{words.filter(Boolean).join(' · ')}</>
}

function Added({ ms }: { ms: number | null }) {
  return (
    <td data-number title={ms === null ? undefined : `${(ms / 1000).toFixed(3)} s`}>
      {ms === null ? none : duration(ms / 1000)}
    </td>
  )
}

function AgentDayLink({ arn, name, day }: { arn: string; name: string; day: Day | null }) {
  const search = scopeOnly(useSearch())
  return <Link href={href(agentPath(arn), withDay(search, day))}>{name || arn.split('/').at(-1)}</Link>
}

function OneContact({ id, agent }: { id: string; agent: string }) {
  return <ContactLink id={id} href={contactPath(id, agent.split('/agent/')[0] ?? '', useSearch())} />
}

type AgentRows = Explanation['list']['agents']

/** The agents who are counted, for how long each was online; the time of each can be taken apart in turn. */
export function CountedAgents({ rows, explained }: { rows: AgentRows; explained: Explained }) {
  const { t } = useLanguage()
  return (
    <AgentTable rows={rows} figures={[t.explain.within]}>
      {(row) => (
        <td data-number>
          <Explain figure={{ ...ofAgent(explained.figure, row.agent_arn), metric: 'sum_online_time_agent' }}>
            {duration((row.above ?? 0) / 1000)}
          </Explain>
        </td>
      )}
    </AgentTable>
  )
}

/** The agents over whom a mean is taken; the share of each can be taken apart in turn. */
export function Shares({ rows, explained }: { rows: AgentRows; explained: Explained }) {
  const { t } = useLanguage()
  return (
    <AgentTable rows={rows} figures={[t.explain.above, t.explain.below, t.explain.share]}>
      {(row) => (
        <>
          <Added ms={row.above} />
          <Added ms={row.below} />
          <td data-number>
            <Explain figure={ofAgent(explained.figure, row.agent_arn)}>
              {percent((100 * (row.above ?? 0)) / (row.below ?? 1))}
            </Explain>
          </td>
        </>
      )}
    </AgentTable>
  )
}

/** Agents, each with a cell for every one of the named figures. */
function AgentTable({
  rows,
  figures,
  children,
}: {
  rows: AgentRows
  figures: string[]
  children: (row: AgentRows[number]) => ReactNode
}) {
  const { t } = useLanguage()
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.explain.agent}</th>
            {figures.map((figure) => (
              <th key={figure} scope="col" data-number>
                {figure}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.agent_arn}>
              <td>
                <AgentDayLink arn={row.agent_arn} name={row.agent_name} day={null} />
              </td>
              {children(row)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The figure of one agent of its own. */
function ofAgent(figure: FigureRef, arn: string): FigureRef {
  return figure.keys?.length
    ? { ...figure, by: [...(figure.by ?? []), 'agent'], keys: [...figure.keys, arn] }
    : { ...figure, by: ['agent'], keys: [arn] }
}
