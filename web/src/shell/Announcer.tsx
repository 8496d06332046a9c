import { useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Overview } from '../api/model'
import { useLanguage } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { board } from '../live/board'
import { announcer, breaches } from '../live/breaches'
import { serverNow, tick } from '../live/clock'
import { isJudged } from '../pages/overview/queue_rows'

/** The queues that no target of seconds judges, as far as an overview has told. */
function calmQueues(client: QueryClient): Set<string> {
  const known = client
    .getQueriesData<Overview>({ queryKey: ['overview'] })
    .flatMap(([, overview]) => overview?.queues ?? [])
  return new Set(known.filter((queue) => !isJudged(queue)).map((queue) => queue.queue_arn))
}

/** The one polite region of the page: it speaks of queues that turned red, and of nothing else. */
export function Announcer() {
  const { t } = useLanguage()
  const client = useQueryClient()
  const [red, setRed] = useState<{ arn: string; name: string }[]>([])
  useEffect(() => {
    const take = announcer((arns) => setRed(arns.map((arn) => ({ arn, name: board.get()?.queues[arn]?.name ?? '' }))))
    return tick.subscribe(() => take(breaches(board.get(), serverNow(), calmQueues(client)), Date.now()))
  }, [client])
  return (
    <div className="cc-hidden" aria-live="polite">
      {red.length > 0 && t.attention.breach(red.map(({ arn, name }) => queueName(name, arn, t)).join(', '))}
    </div>
  )
}
