import { useMemo } from 'react'
import { useMetrics, useTable } from '../../api/queries'
import { useAllSettings } from '../../api/settings'
import { readAnswer } from '../../lib/answer'
import { promisesOf } from '../../lib/promise'
import type { PageScope } from '../../shell/scope'
import { calmQueues, queueRowsOf } from './queue_list'
import { incomplete } from '../../ui/Notes'
import { besideBefore, comparedWith, queueMetrics, question } from './questions'

const kinds = ['contacts_created', 'callback_contacts']

/** The figures beside those before, and which queues no target judges; parted by channel also those of each channel. */
export function useQueueList(page: PageScope, parted: boolean) {
  const settings = useAllSettings()
  const metrics = useMetrics()
  const queues = page.scope.queues
  const ask = (by: string[]) => besideBefore(question(page.query, [...queueMetrics], by, queues))
  const request = ask(parted ? ['channel', 'queue'] : ['queue'])
  const ofChannels = ask(['channel'])
  const table = useTable(request, page.ready)
  const groups = useTable(ofChannels, page.ready && parted)
  const channels = useTable(question(page.query, kinds, ['queue', 'channel'], queues), page.ready)
  const answer = useMemo(() => table.data && readAnswer(table.data), [table.data])
  const { all: agreed } = settings
  const rows = useMemo(() => {
    if (!answer || !channels.data || !agreed) return null
    return queueRowsOf(answer, promisesOf(agreed), calmQueues(readAnswer(channels.data), parted))
  }, [answer, channels.data, agreed, parted])
  const byChannel = useMemo(() => (parted && groups.data ? readAnswer(groups.data) : null), [groups.data, parted])
  const all = [settings, metrics, table, channels, ...(parted ? [groups] : [])]
  return {
    request,
    ofChannels,
    rows: parted && !byChannel ? null : rows,
    byChannel,
    totals: answer?.totals ?? {},
    totalsBefore: answer?.totalsBefore ?? {},
    before: table.data && comparedWith(table.data),
    metrics: metrics.data ?? [],
    notes: incomplete(table.data?.notes),
    old: table.isPlaceholderData,
    error: all.find((q) => q.error)?.error ?? null,
    retry: () => all.filter((q) => q.error).forEach((q) => void q.refetch()),
  }
}

export type QueueList = ReturnType<typeof useQueueList>
