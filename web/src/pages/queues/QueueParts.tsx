import type { ReactNode } from 'react'
import type { QueryRequest } from '../../api/model'
import { ExportMenu } from '../../exports/ExportMenu'
import { connectWord, valueText } from '../../i18n/dimension'
import { useLanguage } from '../../i18n/language'
import { agentPath } from '../../lib/agent_path'
import type { Answer } from '../../lib/answer'
import { figureIn } from '../../lib/figure'
import { count, duration } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { Explain } from '../../ui/Explain'
import { Panel } from '../../ui/Panel'
import { RankBars } from '../../ui/RankBars'
import { Empty } from '../../ui/State'

type PartProps = { zone: string; request: QueryRequest; answer: Answer | undefined }

/** How many agents are named. */
const most = 10

/** Who handled the queue's contacts, the most first. */
export function AgentsPanel({ zone, request, answer }: PartProps) {
  const { t } = useLanguage()
  const search = scopeOnly(useSearch())
  const rows = (answer?.rows ?? [])
    .filter((row) => row.keys.agent_arn && (row.values.contacts_handled ?? 0) > 0)
    .toSorted((a, b) => (b.values.contacts_handled ?? 0) - (a.values.contacts_handled ?? 0))
  return (
    <Panel
      id="queue_agents"
      title={t.queuesPage.agents}
      sub={rows.length > 0 ? t.queuesPage.agentsSub(count(rows.length)) : undefined}
      tools={<ExportMenu question={{ query: request }} zone={zone} what={t.queuesPage.agents} bare />}
    >
      {rows.length === 0 && <Empty text={t.queuesPage.nobody} />}
      <RankBars
        label={t.queuesPage.agents}
        rows={rows.slice(0, most).map(({ keys, values }) => {
          const arn = keys.agent_arn ?? ''
          const named = (metric: string) => (values[metric] == null ? null : figureIn(request, metric, { keys: [arn] }))
          return {
            key: arn,
            name: keys.agent || (arn.split('/').at(-1) ?? ''),
            href: href(agentPath(arn), search),
            value: values.contacts_handled ?? null,
            text: (
              <>
                <Explain figure={named('contacts_handled')}>{count(values.contacts_handled)}</Explain> ·{' '}
                <Explain figure={named('avg_handle_time')}>{duration(values.avg_handle_time)}</Explain>
              </>
            ),
          }
        })}
      />
    </Panel>
  )
}

type EndingsProps = PartProps & { transfers: ReactNode }

/** Why the queue's contacts ended, and how many went on elsewhere. */
export function EndingsPanel({ zone, request, answer, transfers }: EndingsProps) {
  const { t } = useLanguage()
  const rows = (answer?.rows ?? []).toSorted(
    (a, b) => (b.values.contacts_created ?? 0) - (a.values.contacts_created ?? 0),
  )
  return (
    <Panel
      id="queue_endings"
      title={t.queuesPage.reasons}
      tools={<ExportMenu question={{ query: request }} zone={zone} what={t.queuesPage.reasons} bare />}
      sub={
        <>
          {t.queuesPage.transfers} {transfers}
        </>
      }
    >
      <RankBars
        label={t.queuesPage.reason}
        rows={rows.map(({ keys, values }) => ({
          key: keys.disconnect_reason ?? '',
          name: valueText('disconnect_reason', keys.disconnect_reason ?? '', keys.disconnect_reason ?? '', t),
          title: connectWord('disconnect_reason', keys.disconnect_reason ?? ''),
          value: values.contacts_created ?? null,
          text: (
            <Explain figure={figureIn(request, 'contacts_created', { keys: [keys.disconnect_reason ?? ''] })}>
              {count(values.contacts_created)}
            </Explain>
          ),
        }))}
      />
    </Panel>
  )
}
