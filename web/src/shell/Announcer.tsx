import { useEffect, useState } from 'react'
import { useWaitLimits } from '../api/settings'
import { useLanguage } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import { board } from '../live/board'
import { announcer, breaches } from '../live/breaches'
import { serverNow, tick } from '../live/clock'

/** The one polite region of the page: it speaks of queues that turned red, and of nothing else. */
export function Announcer() {
  const { t } = useLanguage()
  const limits = useWaitLimits()
  const [red, setRed] = useState<{ arn: string; name: string }[]>([])
  useEffect(() => {
    const take = announcer((arns) => setRed(arns.map((arn) => ({ arn, name: board.get()?.queues[arn]?.name ?? '' }))))
    return tick.subscribe(() => take(breaches(board.get(), serverNow(), limits), Date.now()))
  }, [limits])
  return (
    <div className="cc-hidden" aria-live="polite">
      {red.length > 0 && t.attention.breach(red.map(({ arn, name }) => queueName(name, arn, t)).join(', '))}
    </div>
  )
}
