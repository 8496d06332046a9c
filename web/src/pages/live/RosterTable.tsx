import { memo, useRef, useState } from 'react'
import { useLanguage } from '../../i18n/language'
import { count, duration } from '../../lib/format'
import { clockSeconds } from '../../lib/time'
import { useLiveAgent } from '../../live/agents'
import { held } from '../../live/useStableOrder'
import { Head } from '../../ui/FigureTable'
import { QueueName } from '../../ui/QueueNow'
import { useRows } from '../../ui/useRows'
import { useStable } from '../../ui/useStable'
import { BusyOf, ContactOf } from './contact_cells'
import css from './Live.module.css'
import { LiveDuration } from './LiveDuration'
import { cellOf, columns, type Column, type FloorState, type Today } from './roster'
import { rowHeight } from './row_height'
import { StateShape } from './StateShape'
import { walk } from './walk'

type Props = {
  order: string[]
  today: Today
  state: FloorState
  zone: string
  /** Of an agent, where agents of several instances are shown. */
  instanceName: (arn: string) => string
  change: (change: Partial<FloorState>) => void
}

/** The columns whose cells are read as text, in order of their names at first. */
const textColumns: readonly Column[] = ['name', 'activity', 'routing_profile']

/** The agents one by one. While the pointer or the keyboard is in the table its rows keep their places. */
export function RosterTable({ order, today, state, zone, instanceName, change }: Props) {
  const { t } = useLanguage()
  const words = t.live.agents
  const box = useRef<HTMLDivElement>(null)
  const [fixed, setFixed] = useState<string[] | null>(null)
  const shown = fixed ? held(fixed, order) : order
  const height = rowHeight()
  const rows = useRows(box, shown.length, height)
  const open = useStable((arn: string) => change({ agent: arn.split('/').at(-1) ?? arn }))
  const head = (column: Column) => (
    <Head
      key={column}
      id={column}
      head={words.columns[column]}
      text={textColumns.includes(column)}
      sort={state.sort}
      order={(sort) => {
        setFixed(null)
        change({ sort })
      }}
    />
  )
  return (
    <div
      ref={box}
      className={css.scroll}
      tabIndex={0}
      role="region"
      aria-label={words.title}
      onPointerEnter={() => setFixed(shown)}
      onPointerLeave={() => setFixed(null)}
      onKeyDown={(event) => walk(event, { headings: 1, rows: shown.length, rowHeight: height })}
    >
      <table className={css.table} aria-rowcount={shown.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            {columns.slice(0, 3).map(head)}
            <th scope="col" data-text>
              {words.contact}
            </th>
            <th scope="col" data-text title={words.slotsTip}>
              {words.slots}
            </th>
            {columns.slice(3).map(head)}
          </tr>
        </thead>
        <tbody>
          {rows.first > 0 && <tr style={{ height: rows.first * height }} aria-hidden="true" />}
          {shown.slice(rows.first, rows.last).map((arn, i) => (
            <AgentRow
              key={arn}
              index={rows.first + i + 2}
              arn={arn}
              handled={count(today[arn]?.handled)}
              handleTime={duration(today[arn]?.handleTime)}
              zone={zone}
              open={open}
              instance={instanceName(arn)}
            />
          ))}
          {rows.last < shown.length && (
            <tr style={{ height: (shown.length - rows.last) * height }} aria-hidden="true" />
          )}
        </tbody>
      </table>
    </div>
  )
}

type RowProps = {
  index: number
  arn: string
  handled: string
  handleTime: string
  zone: string
  open: (arn: string) => void
  /** Its name, where agents of several are shown. */
  instance: string
}

/** One agent. Drawn again only when something of the agent changes: the clock is the cell's own. */
const AgentRow = memo(function AgentRow({ index, arn, handled, handleTime, zone, open, instance }: RowProps) {
  const { t } = useLanguage()
  const words = t.live.agents
  const agent = useLiveAgent(arn)
  if (!agent) return null
  const cell = cellOf(agent.activity)
  const team = agent.hierarchy.at(-1)?.name
  return (
    <tr aria-rowindex={index} data-stale={agent.stale || undefined}>
      <th scope="row">
        <button type="button" className={css.name} onClick={() => open(arn)}>
          <b>{agent.name || agent.login}</b>
          <small>{[agent.login, instance, team].filter(Boolean).join(' · ')}</small>
        </button>
      </th>
      <td data-text>
        <span className={css.doing}>
          <StateShape cell={cell} />
          {agent.activity === 'custom' ? agent.status.name : words.activities[agent.activity]}
          {agent.activity !== 'custom' && agent.status.type === 'CUSTOM' && (
            <small title={words.status}>{agent.status.name}</small>
          )}
          {agent.next_status && <small title={words.nextStatus}>{words.next(agent.next_status.name)}</small>}
        </span>
      </td>
      <td title={agent.silent_since ? words.stale(clockSeconds(Date.parse(agent.silent_since), zone)) : undefined}>
        <LiveDuration agent={agent} />
      </td>
      <td data-text>
        <ContactOf agent={agent} name={queueOf} />
      </td>
      <td data-text>
        <BusyOf agent={agent} />
      </td>
      <td data-text>{agent.routing_profile.name}</td>
      <td>{handled}</td>
      <td>{handleTime}</td>
    </tr>
  )
})

/** The name of a contact's queue. */
function queueOf(arn: string) {
  return <QueueName arn={arn} />
}
