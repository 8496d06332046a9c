import { Link, useLocation } from 'wouter'
import { ApiError } from '../../api/client'
import type { AgentDay } from '../../api/model'
import { useAgentDay } from '../../api/queries'
import { ExportMenu } from '../../exports/ExportMenu'
import type { Question } from '../../exports/run'
import { useLanguage } from '../../i18n/language'
import { withDay } from '../../lib/agent_path'
import { href, scopeOnly, withScope } from '../../lib/scope'
import { addDays, isDay, type Day } from '../../lib/time'
import type { Basis } from '../../shell/Basis'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { BackLink } from '../../ui/BackLink'
import { Icon } from '../../ui/Icon'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from './Agent.module.css'
import { DayFigures } from './DayFigures'
import { dayOf } from './day_model'
import { DayPicker } from './DayPicker'
import { Days } from './Days'
import { ContactsOfDay, StatusesOfDay } from './DayTables'
import { DayTimeline } from './DayTimeline'
import { RecordsOfDay } from './RecordsOfDay'
import { StatusDrawer } from './StatusDrawer'
import { useSearch } from '../../lib/search'

/** One agent on one day: what happened when, the figures of the day, and the days before. */
export function AgentPage({ id }: { id: string }) {
  const { t } = useLanguage()
  const page = useScope({ agent: [id] })
  const search = useSearch()
  const [path, navigate] = useLocation()
  const day = dayShown(search, page)
  const result = useAgentDay(id, day, addDays(day, 1), page.zone, day === page.today, page.ready)
  const agent = result.data?.agent
  const name = agent?.name ?? id
  const unknown = result.error instanceof ApiError && result.error.status === 404
  useTitle(name)
  const list = new URLSearchParams(withDay(search, null)).toString()
  return (
    <Page
      title={name}
      page={page}
      range={false}
      filters={false}
      instances={false}
      {...(agent ? { basis: basisOf(agent, day) } : {})}
    >
      <div className={css.crumbs}>
        <BackLink href={href('/agents', list)}>{t.agents.title}</BackLink>
        {agent && <Place agent={agent} />}
        {!unknown && (
          <DayPicker day={day} today={page.today} change={(next) => navigate(href(path, withDay(search, next)))} />
        )}
        {agent && <ExportMenu question={intervalsOf(agent, day, page.zone)} zone={page.zone} />}
      </div>
      {unknown ? (
        <Empty text={t.agent.unknown(id)}>
          <Link href={href('/agents', list)}>{t.agent.toList}</Link>
        </Empty>
      ) : (
        result.error && <Failure error={result.error} retry={() => void result.refetch()} />
      )}
      {result.isPending && !unknown && <Skeleton lines={8} height={480} />}
      {result.data && <Body answer={result.data} day={day} page={page} old={result.isPlaceholderData} />}
    </Page>
  )
}

/** The figures of contact records on the page are by their end, as on the list of agents. */
function basisOf(agent: AgentDay['agent'], day: Day): Basis {
  const range = { kind: 'days', first: day, last: day } as const
  const where = [{ dimension: 'agent', values: [agent.arn], not: false }]
  return { field: 'disconnect', range, chosen: { queues: [], channels: [], instances: [] }, where }
}

/** Everything that the agent did on the day. */
function intervalsOf(agent: AgentDay['agent'], day: Day, zone: string): Question {
  const where = [`agent=${agent.arn}`, `instance=${agent.instance_arn}`]
  return { agent_intervals: { from: day, to: addDays(day, 1), zone, where } }
}

/** The day in the address, else the last of the range; never one to come. */
function dayShown(search: string, page: PageScope): Day {
  const asked = new URLSearchParams(search).get('day')
  const day = asked && isDay(asked) ? asked : addDays(page.resolved.to, -1)
  return day > page.today ? page.today : day
}

function Place({ agent }: { agent: AgentDay['agent'] }) {
  const groups = agent.hierarchy.map((group) => group.name || (group.arn.split('/').at(-1) ?? '')).join(' › ')
  const text = [agent.routing_profile_name, groups].filter(Boolean).join(' · ')
  return text ? <span className={css.place}>{text}</span> : null
}

function Body({ answer, day, page, old }: { answer: AgentDay; day: Day; page: PageScope; old: boolean }) {
  const { t } = useLanguage()
  const search = useSearch()
  const model = dayOf(answer)
  const events = model.statuses.length > 0 || model.handlings.length > 0
  return (
    <div className={css.body} aria-busy={old} data-old={old || undefined}>
      <div className={css.top}>
        <div className={css.main}>
          {events ? (
            <DayTimeline day={model} zone={page.zone} instance={answer.agent.instance_arn} />
          ) : (
            <RecordsOfDay answer={answer} page={page} />
          )}
          <Days agent={answer.agent} day={day} page={page} />
        </div>
        <DayFigures answer={answer} day={model} events={events} zone={page.zone} />
      </div>
      {events && (
        <div className={css.tables}>
          <StatusesOfDay day={model} zone={page.zone} />
          <ContactsOfDay day={model} zone={page.zone} instance={answer.agent.instance_arn} />
        </div>
      )}
      <StatusDrawer day={model} date={day} zone={page.zone} />
      {events && (
        <p className={css.more}>
          <Link
            href={href(
              '/contacts',
              `${withScope(scopeOnly(search), { range: { kind: 'days', first: day, last: day }, queues: [], channels: [], instances: [] })}&agent=${encodeURIComponent(answer.agent.arn)}`,
            )}
          >
            {t.agent.records} <Icon name="chevronRight" size={13} />
          </Link>
        </p>
      )}
    </div>
  )
}
