import { useMemo } from 'react'
import type { QueryRequest } from '../../api/model'
import { useGrowingTable, useTable } from '../../api/queries'
import { useAllSettings } from '../../api/settings'
import { readAnswer, type Values } from '../../lib/answer'
import { promisesOf } from '../../lib/promise'
import { resolve, today as todayRange } from '../../lib/range'
import type { PageScope } from '../../shell/scope'
import { calmQueues, queueRowsOf, type QueueRow } from '../queues/queue_list'
import { question } from '../queues/questions'
import { todayColumns } from './queue_floor'

export type QueuesToday = {
  request: QueryRequest
  /** Null until they are known. */
  rows: QueueRow[] | null
  totals: Values
  error: Error | null
  retry: () => void
}

/** Which of a queue's contacts are calls and chats moves slowly. */
const kindsEveryMs = 60_000

/** How each queue has done so far today, counted as on the list of queues: contacts that began today. */
export function useQueuesToday(page: PageScope): QueuesToday {
  const settings = useAllSettings()
  const { all: agreed } = settings
  const { zone } = page
  const chosen = page.query.instance.join(' ') // a text stays the same until another is chosen
  const { from, to } = resolve(todayRange, page.today)
  const { request, kindsRequest } = useMemo(() => {
    const asked = { from, to, zone, channel: [], instance: chosen ? chosen.split(' ') : [] }
    return {
      request: question(asked, [...todayColumns], ['queue'], []),
      kindsRequest: question(asked, ['contacts_created', 'callback_contacts'], ['queue', 'channel'], []),
    }
  }, [from, to, zone, chosen])
  const now = useGrowingTable(request, page.ready)
  const kinds = useTable(kindsRequest, page.ready, kindsEveryMs)
  const answer = useMemo(() => now.data && readAnswer(now.data), [now.data])
  const rows = useMemo(
    () =>
      answer && kinds.data && agreed
        ? queueRowsOf(answer, promisesOf(agreed), calmQueues(readAnswer(kinds.data)))
        : null,
    [answer, kinds.data, agreed],
  )
  const all = [settings, now, kinds]
  return {
    request,
    rows,
    totals: answer?.totals ?? {},
    error: all.find((q) => q.error)?.error ?? null,
    retry: () => all.filter((q) => q.error).forEach((q) => void q.refetch()),
  }
}
