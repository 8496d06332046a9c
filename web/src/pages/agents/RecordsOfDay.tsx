import type { AgentDay } from '../../api/model'
import { useContacts } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import type { PageScope } from '../../shell/scope'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { ContactTable } from '../contacts/ContactTable'

/** A day of which no agent event tells anything: contact records still may. */
export function RecordsOfDay({ answer, page }: { answer: AgentDay; page: PageScope }) {
  const { t } = useLanguage()
  const { agent, from, to } = answer
  const result = useContacts({ from, to, zone: page.zone, agent: [agent.arn], limit: 200 }, true)
  const list = result.data
  const sub = list && (list.total > 0 ? t.agent.onlyRecords(count(list.total)) : t.agent.nothing)
  return (
    <Panel title={t.agent.timeline} sub={sub} flush>
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!list && !result.error && <Skeleton lines={6} height={240} />}
      {list?.total === 0 && <Empty text={t.agent.nothingLong} />}
      {list && list.total > 0 && <ContactTable contacts={list.contacts} zone={page.zone} />}
    </Panel>
  )
}
