import { useLanguage } from '../../i18n/language'
import { stamp, stampUTC } from '../../lib/time'
import { serverNow, tick } from '../../live/clock'
import { useStore } from '../../live/store'

/** How long ago something was, with the moment itself for who points at it. */
export function Ago({ at, zone }: { at: string | null; zone: string }) {
  const { t } = useLanguage()
  const now = useStore(tick, (ms) => Math.floor(ms / 5_000) * 5_000)
  if (!at) return <>–</>
  const ms = Date.parse(at)
  // The tick only says when to look again; the age is taken from the running clock.
  return (
    <span title={`${stamp(ms, zone)} · ${stampUTC(ms)}`}>
      {t.fresh.ago(Math.max(0, (Math.max(now, serverNow()) - ms) / 1000))}
    </span>
  )
}
