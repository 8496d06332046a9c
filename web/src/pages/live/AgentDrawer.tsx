import { Link } from 'wouter'
import type { AgentStatus, LiveAgent, LiveContact } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { agentPath, withDay } from '../../lib/agent_path'
import { duration, none } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { clockSeconds } from '../../lib/time'
import { useLiveAgent } from '../../live/agents'
import { board } from '../../live/board'
import { tick } from '../../live/clock'
import { useStore } from '../../live/store'
import { waitSeconds } from '../../live/waiting'
import { InstanceTag } from '../../shell/InstancePicker'
import controls from '../../ui/Controls.module.css'
import { Sheet } from '../../ui/Sheet'
import { statusName } from '../agents/names'
import css from './Live.module.css'
import { LiveDuration } from './LiveDuration'
import { cellOf } from './roster'
import { SlotsOf } from './contact_cells'
import { StateShape } from './StateShape'

type Props = { arn: string | null; zone: string; close: () => void }

/** One agent beside the table: what is set, who is served, and every contact with its state. */
export function AgentDrawer({ arn, zone, close }: Props) {
  const { t } = useLanguage()
  const words = t.live.agents
  const agent = useLiveAgent(arn)
  const title = agent ? agent.name || agent.login : words.columns.name
  return (
    <Sheet title={title} close={words.close} width={440} onClose={close}>
      {agent && arn !== null ? <Now arn={arn} agent={agent} zone={zone} /> : <p className={css.quiet}>{words.gone}</p>}
    </Sheet>
  )
}

function Now({ arn, agent, zone }: { arn: string; agent: LiveAgent; zone: string }) {
  const { t } = useLanguage()
  const words = t.live.agents
  const search = scopeOnly(useSearch())
  const team = agent.hierarchy
    .map((group) => group.name)
    .filter(Boolean)
    .join(' › ')
  return (
    <div className={css.sheet}>
      <p className={css.quiet}>
        {agent.login}
        <InstanceTag arn={arn} />
      </p>
      <p className={css.now}>
        <StateShape cell={cellOf(agent.activity)} />
        <b>{agent.activity === 'custom' ? agent.status.name : words.activities[agent.activity]}</b>
        <LiveDuration agent={agent} />
      </p>
      {agent.silent_since && (
        <p className={css.silent}>{words.stale(clockSeconds(Date.parse(agent.silent_since), zone))}</p>
      )}
      <dl className={css.facts}>
        <dt>{words.status}</dt>
        <dd>{agent.status.name ? <Status of={agent.status} zone={zone} /> : none}</dd>
        {agent.next_status && (
          <>
            <dt>{words.nextStatus}</dt>
            <dd>
              <Status of={agent.next_status} zone={zone} />
            </dd>
          </>
        )}
        <dt>{words.columns.routing_profile}</dt>
        <dd>{agent.routing_profile.name || none}</dd>
        <dt>{words.team}</dt>
        <dd>{team || none}</dd>
        <dt>{words.slots}</dt>
        <dd>
          <SlotsOf agent={agent} />
        </dd>
        <dt>{words.queues}</dt>
        <dd>
          <Queues arns={agent.queues} />
        </dd>
      </dl>
      <h3>{words.contacts}</h3>
      {agent.contacts.length === 0 && <p className={css.quiet}>{words.noContacts}</p>}
      <ul className={css.contacts}>
        {agent.contacts.map((contact) => (
          <Contact key={contact.contact_id} contact={contact} zone={zone} />
        ))}
      </ul>
      <Link href={href(agentPath(arn), withDay(search, null))} className={controls.button}>
        {words.toDay}
      </Link>
    </div>
  )
}

function Status({ of, zone }: { of: AgentStatus; zone: string }) {
  const { t } = useLanguage()
  return (
    <>
      {statusName(of, t)} {of.since && <small>{clockSeconds(Date.parse(of.since), zone)}</small>}
    </>
  )
}

function Queues({ arns }: { arns: string[] }) {
  const { t } = useLanguage()
  const names = useStore(board, (b) => arns.map((arn) => queueName(b?.queues[arn]?.name ?? '', arn, t)).join(', '))
  return <>{names || none}</>
}

function Contact({ contact, zone }: { contact: LiveContact; zone: string }) {
  const { t } = useLanguage()
  const words = t.live.agents
  const now = useStore(tick, (at) => at)
  const since = contact.since ? Date.parse(contact.since) : null
  const queue = useStore(board, (b) => queueName(b?.queues[contact.queue]?.name ?? '', contact.queue, t))
  const state = contact.dialled ? words.dialling : word(t.contactState, contact.state)
  return (
    <li>
      <span className={css.doing}>
        <b>{state}</b>
        <span className={css.since}>{duration(waitSeconds(since, now))}</span>
      </span>
      <span className={css.quiet}>
        {[word(t.channel, contact.channel), queue, word(t.method, contact.initiation_method)].join(' · ')}
      </span>
      {contact.queued_at && (
        <span className={css.quiet}>{words.inQueueSince(clockSeconds(Date.parse(contact.queued_at), zone))}</span>
      )}
      <small className={css.quiet}>{contact.contact_id}</small>
    </li>
  )
}
