import { Link } from 'wouter'
import type { QueueFigures } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { percent } from '../../lib/format'
import { isOwnQueue } from '../../lib/own_queue'
import { href, withScope } from '../../lib/scope'
import { Shape } from '../../ui/Shape'
import css from './Attention.module.css'
import { queueTone } from './queue_rows'
import { useSearch } from '../../lib/search'

const most = 6

/** The queues with a figure to judge: one with enough contacts, of a kind that a target of seconds fits. */
export function judged(queues: QueueFigures[]): QueueFigures[] {
  return queues.filter((q) => q.queue_arn !== '' && !isOwnQueue(q.queue_arn) && queueTone(q) !== 'none')
}

/** Queues whose service level is under its target, the worst first. */
export function below(queues: QueueFigures[]): QueueFigures[] {
  return judged(queues)
    .filter((q) => queueTone(q) !== 'ok')
    .sort((a, b) => (a.service_level.percent ?? 100) - (b.service_level.percent ?? 100))
}

/** The one line between figures and charts that says where to look; nothing where no queue could be judged. */
export function Attention({ queues }: { queues: QueueFigures[] }) {
  const { t } = useLanguage()
  const search = useSearch()
  const worst = below(queues)
  if (judged(queues).length === 0) return null
  if (worst.length === 0) {
    return (
      <p className={`${css.line ?? ''} ${css.calm ?? ''}`}>
        <Shape tone="ok" /> {t.attention.none}
      </p>
    )
  }
  return (
    <div className={css.line}>
      <b>{t.attention.below(worst.length)}</b>
      <ul>
        {worst.slice(0, most).map((queue) => {
          const level = queue.service_level
          const tone = queueTone(queue)
          return (
            <li key={queue.queue_arn}>
              <Link className={css[tone]} href={href('/', withScope(search, { queues: [queue.queue_arn] }))}>
                <Shape tone={tone} />
                {queueName(queue.queue_name, queue.queue_arn, t)} <strong>{percent(level.percent, 0)}</strong>
              </Link>
            </li>
          )
        })}
        {worst.length > most && <li className={css.more}>{t.attention.more(worst.length - most)}</li>}
      </ul>
    </div>
  )
}
