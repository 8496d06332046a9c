import type { Dictionary } from '../i18n/dictionary'
import { useLanguage } from '../i18n/language'
import { board, fresh, heartbeat } from '../live/board'
import { isStream, sourceSilentSeconds, type Freshness } from '../live/freshness'
import { useStore } from '../live/store'
import { clockSeconds, stamp, stampUTC } from '../lib/time'
import { Popover } from '../ui/Popover'
import css from './FreshPill.module.css'

type Figures = { asOf: string; finalUntil: string | null } | null

function pillText(state: Freshness, sources: { age_seconds: number }[], t: Dictionary): string {
  switch (state.state) {
    case 'connecting':
      return t.fresh.connecting
    case 'lost':
      return t.fresh.lost
    case 'stale':
      return t.fresh.stale(state.seconds)
    case 'live': {
      const heard = sources.filter((s) => s.age_seconds <= sourceSilentSeconds).length
      return heard === sources.length ? t.fresh.live : t.fresh.partial(heard, sources.length)
    }
  }
}

/** Live, stale or disconnected; opens to the age of each source, so that "live" never claims too much. */
export function FreshPill({ zone, figures }: { zone: string; figures: Figures }) {
  const { t } = useLanguage()
  const state = useStore(fresh, (f) => f)
  const beat = useStore(heartbeat, (h) => h)
  const sources = Object.entries(beat?.sources ?? {})
  const text = pillText(
    state,
    sources.filter(([name]) => isStream(name)).map(([, s]) => s),
    t,
  )
  return (
    <Popover
      dialog={t.fresh.detail}
      className={`${css.pill ?? ''} ${css[state.state] ?? ''} cc-screen`}
      title={t.fresh.detail}
      button={<span data-fresh={state.state}>{text}</span>}
    >
      {() => (
        <dl className={css.detail}>
          {figures && <Moment name={t.fresh.figures} at={figures.asOf} zone={zone} />}
          {figures?.finalUntil && <Moment name={t.fresh.final} at={figures.finalUntil} zone={zone} />}
          {sources.map(([name, source]) => (
            <div key={name}>
              <dt>
                {t.fresh.source} <span lang="en">{name}</span>
              </dt>
              <dd>
                {t.fresh.ago(source.age_seconds)}
                {isStream(name) && source.age_seconds > sourceSilentSeconds && ` · ${t.fresh.silent}`}
              </dd>
            </div>
          ))}
          <Estimated />
        </dl>
      )}
    </Popover>
  )
}

function Moment({ name, at, zone }: { name: string; at: string; zone: string }) {
  const ms = Date.parse(at)
  return (
    <div>
      <dt>{name}</dt>
      <dd title={stampUTC(ms)}>{stamp(ms, zone)}</dd>
    </div>
  )
}

function Estimated() {
  const { t } = useLanguage()
  const estimated = useStore(board, (b) => b?.estimated ?? false)
  return estimated ? <p>{t.fresh.estimated}</p> : null
}

/**
 * The bar under the header while the live connection is lost. The seconds to the next try are no part of what readers are
 * told: each would be a new sentence.
 */
export function LostBar() {
  const { t } = useLanguage()
  const state = useStore(fresh, (f) => f)
  const lost = state.state === 'lost'
  return (
    <div className={lost ? `${css.bar ?? ''} cc-screen` : 'cc-hidden'} data-lost-bar={lost || undefined}>
      <span role="status">{lost && t.fresh.lostBar}</span> {lost && <span>{t.fresh.retry(state.retrySeconds)}</span>}
    </div>
  )
}

/** "as of 15:20:05" of the live numbers. */
export function LiveAsOf({ zone }: { zone: string }) {
  const { t } = useLanguage()
  const at = useStore(board, (b) => b?.as_of ?? null)
  return at ? <span title={stampUTC(Date.parse(at))}>{t.fresh.asOf(clockSeconds(Date.parse(at), zone))}</span> : null
}
