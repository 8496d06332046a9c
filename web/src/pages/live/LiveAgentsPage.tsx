import { useLocation } from 'wouter'
import { useTable } from '../../api/queries'
import { rangeQuery } from '../../api/range_query'
import { useLanguage } from '../../i18n/language'
import { readAnswer } from '../../lib/answer'
import { count } from '../../lib/format'
import { resolve, today as todayRange } from '../../lib/range'
import { href } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { useAgentsEachSecond, useAgentsTold } from '../../live/agents'
import { fresh } from '../../live/board'
import { useStore } from '../../live/store'
import { useInstanceNames } from '../../shell/InstancePicker'
import { Page } from '../../shell/Page'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Empty, Skeleton } from '../../ui/State'
import { figuresQuery } from '../agents/columns'
import { AgentDrawer } from './AgentDrawer'
import { FindField } from './FindField'
import css from './Live.module.css'
import { RollNote } from './RollNote'
import { parseFloor, roster, withFloor, type FloorState, type Today } from './roster'
import { RosterTable } from './RosterTable'
import { Strip } from './Strip'

/** How often what was handled today is asked again. */
const todayEveryMs = 30_000

/** Every agent who is here now: what each does, for how long, and with whom. */
export function LiveAgentsPage() {
  const { t } = useLanguage()
  const page = useScope()
  const told = useAgentsTold()
  useTitle(t.live.agents.title)
  return (
    <Page title={t.live.agents.title} page={page} range={false} filters={false} fill>
      {told ? <Floor page={page} /> : <Skeleton lines={12} height={520} />}
    </Page>
  )
}

/** Who is listed and in which order is looked at once a second; what an agent does is its row's own, and how many do what the strip's. */
function Floor({ page }: { page: PageScope }) {
  const { t } = useLanguage()
  const words = t.live.agents
  const agents = useAgentsEachSecond()
  const [path, navigate] = useLocation()
  const search = useSearch()
  const state = parseFloor(search)
  const today = useToday(page)
  const change = (next: Partial<FloorState>) =>
    navigate(href(path, withFloor(search, next)), { replace: 'find' in next })
  const order = roster(agents, today, state)
  const lost = useStore(fresh, (f) => f.state === 'lost')
  const all = Object.keys(agents).length
  const instanceName = useInstanceNames()
  return (
    <div className={css.floor} data-lost={lost || undefined}>
      <RollNote />
      <Strip chosen={state.cell} choose={(cell) => change({ cell })} />
      <div className={css.box}>
        <div className={css.bar}>
          <FindField value={state.find} label={words.find} change={(find) => change({ find })} />
          <p className={css.quiet}>{words.count(count(order.length))}</p>
        </div>
        {all === 0 && <Empty text={words.empty}>{words.emptyLong}</Empty>}
        {all > 0 && order.length === 0 && (
          <Empty text={words.nobody}>
            <button type="button" className={controls.button} onClick={() => change({ cell: null, find: '' })}>
              {words.clear}
            </button>
          </Empty>
        )}
        {order.length > 0 && (
          <RosterTable
            order={order}
            today={today}
            state={state}
            zone={page.zone}
            instanceName={instanceName}
            change={change}
          />
        )}
      </div>
      {state.agent && (
        <AgentDrawer
          arn={Object.keys(agents).find((arn) => arn.endsWith(`/${state.agent ?? ''}`)) ?? null}
          zone={page.zone}
          close={() => change({ agent: null })}
        />
      )}
    </div>
  )
}

/** What each agent has handled today, by contact records. */
function useToday(page: PageScope): Today {
  const scope = { ...page.scope, queues: [], channels: [] }
  const query = rangeQuery(scope, page.zone, resolve(todayRange, page.today))
  const answer = useTable(
    figuresQuery(query, ['contacts_handled', 'avg_handle_time'], ['agent']),
    page.ready,
    todayEveryMs,
  )
  if (!answer.data) return {}
  return Object.fromEntries(
    readAnswer(answer.data).rows.map(({ keys, values }) => [
      keys.agent_arn ?? '',
      { handled: values.contacts_handled ?? null, handleTime: values.avg_handle_time ?? null },
    ]),
  )
}
