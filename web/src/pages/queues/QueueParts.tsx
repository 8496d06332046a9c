import { useLanguage } from '../../i18n/language'
import type { Answer } from '../../lib/answer'
import { count, duration } from '../../lib/format'
import { Panel } from '../../ui/Panel'
import { RankBars } from '../../ui/RankBars'
import { Empty } from '../../ui/State'

/** How many agents are named. */
const most = 10

/** Who handled the queue's contacts, the most first. */
export function AgentsPanel({ answer }: { answer: Answer | undefined }) {
  const { t } = useLanguage()
  const rows = (answer?.rows ?? [])
    .filter((row) => row.keys.agent_arn && (row.values.contacts_handled ?? 0) > 0)
    .toSorted((a, b) => (b.values.contacts_handled ?? 0) - (a.values.contacts_handled ?? 0))
  return (
    <Panel id="queue_agents" title={t.queuesPage.agents} sub={rows.length > 0 ? count(rows.length) : undefined}>
      {rows.length === 0 && <Empty text={t.queuesPage.nobody} />}
      <RankBars
        label={t.queuesPage.agents}
        rows={rows.slice(0, most).map(({ keys, values }) => ({
          key: keys.agent_arn ?? '',
          name: keys.agent || (keys.agent_arn?.split('/').at(-1) ?? ''),
          value: values.contacts_handled ?? null,
          text: `${count(values.contacts_handled)} · ${duration(values.avg_handle_time)}`,
        }))}
      />
    </Panel>
  )
}

/** Why the queue's contacts ended, and how many went on elsewhere. */
export function EndingsPanel({ answer, transfers }: { answer: Answer | undefined; transfers: number }) {
  const { t } = useLanguage()
  const rows = (answer?.rows ?? []).toSorted(
    (a, b) => (b.values.contacts_created ?? 0) - (a.values.contacts_created ?? 0),
  )
  return (
    <Panel id="queue_endings" title={t.queuesPage.reasons} sub={`${t.queuesPage.transfers} ${count(transfers)}`}>
      <RankBars
        label={t.queuesPage.reason}
        rows={rows.map(({ keys, values }) => ({
          key: keys.disconnect_reason ?? '',
          name: keys.disconnect_reason || '–',
          value: values.contacts_created ?? null,
          text: count(values.contacts_created),
        }))}
      />
    </Panel>
  )
}
