import type { TimelinePart } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { duration, durationWords } from '../../lib/format'
import { clockSeconds } from '../../lib/time'
import { Empty } from '../../ui/State'
import css from './Timeline.module.css'

type Stretch = TimelinePart & { from: number; to: number }

function stretches(parts: TimelinePart[]): Stretch[] {
  return parts
    .map((part) => ({ ...part, from: Date.parse(part.start), to: Date.parse(part.end) }))
    .filter((part) => part.to >= part.from)
}

/** A contact's life on one time axis, and the same as a list below it. */
export function Timeline({ parts, zone }: { parts: TimelinePart[]; zone: string }) {
  const { t, language } = useLanguage()
  const all = stretches(parts)
  if (all.length === 0) return <Empty text={t.detail.noTimeline} />
  const start = Math.min(...all.map((p) => p.from))
  const end = Math.max(...all.map((p) => p.to))
  const span = Math.max(1, end - start)
  const share = (ms: number) => `${((ms / span) * 100).toFixed(2)}%`
  const quarters = [0, 0.25, 0.5, 0.75, 1].map((f) => start + span * f)
  return (
    <div>
      <div className={css.track} aria-hidden="true">
        {all.map((part, i) => (
          <i
            key={i}
            className={css[part.kind]}
            style={{ left: share(part.from - start), width: share(part.to - part.from) }}
            title={`${t.detail[part.kind]} ${duration((part.to - part.from) / 1000)}`}
          />
        ))}
      </div>
      <div className={css.axis} aria-hidden="true">
        {quarters.map((at) => (
          <span key={at}>{clockSeconds(at, zone)}</span>
        ))}
      </div>
      <ol className={css.list}>
        {all.map((part, i) => (
          <li key={i}>
            <i className={css[part.kind]} />
            <span>{t.detail[part.kind]}</span>
            <b title={durationWords((part.to - part.from) / 1000, language)}>
              {duration((part.to - part.from) / 1000)}
            </b>
            <small>{`${clockSeconds(part.from, zone)} – ${clockSeconds(part.to, zone)}`}</small>
          </li>
        ))}
      </ol>
    </div>
  )
}
