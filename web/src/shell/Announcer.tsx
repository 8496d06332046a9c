import { useEffect, useState } from 'react'
import { useLanguage } from '../i18n/language'
import { board } from '../live/board'
import { serverNow, tick } from '../live/clock'
import { waitSeconds } from '../live/waiting'
import { availableTone, waitTone, worse } from '../lib/tone'

/** At most one announcement in this time. */
const quietMs = 15_000

function breaches(): Map<string, string> {
  const found = new Map<string, string>()
  for (const [arn, queue] of Object.entries(board.get()?.queues ?? {})) {
    const since = queue.oldest_enqueued_at ? Date.parse(queue.oldest_enqueued_at) : null
    const tone = worse(waitTone(waitSeconds(since, serverNow())), availableTone(queue.in_queue, queue.agents_available))
    if (tone === 'bad') found.set(arn, queue.name)
  }
  return found
}

/** The one polite region of the page: it speaks of queues that turned red, and of nothing else. */
export function Announcer() {
  const { t } = useLanguage()
  const [text, setText] = useState('')
  useEffect(() => {
    let known = new Map<string, string>()
    let waitingFor = new Set<string>()
    let last = -Infinity
    return tick.subscribe(() => {
      const now = breaches()
      for (const arn of now.keys()) if (!known.has(arn)) waitingFor.add(arn)
      known = now
      waitingFor = new Set([...waitingFor].filter((arn) => now.has(arn)))
      if (waitingFor.size === 0 || Date.now() - last < quietMs) return
      last = Date.now()
      setText(t.attention.breach([...waitingFor].map((arn) => now.get(arn) ?? arn).join(', ')))
      waitingFor.clear()
    })
  }, [t])
  return (
    <div className="cc-hidden" aria-live="polite">
      {text}
    </div>
  )
}
