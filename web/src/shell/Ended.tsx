import { useEffect, useRef } from 'react'
import { ended, type Ending } from '../api/client'
import { lookAgain } from '../api/session'
import { useLanguage } from '../i18n/language'
import { useStore } from '../live/store'
import controls from '../ui/Controls.module.css'
import css from './Ended.module.css'

/** Covers a page whose session has ended: what it showed is nobody's any more, and it says how to go on. */
export function Ended() {
  const over = useStore(ended, (e) => e)
  return over ? <Cover ending={over} /> : null
}

function Cover({ ending }: { ending: Ending }) {
  const { t } = useLanguage()
  const whys: Record<string, string> = t.me.whys
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
    // Somebody may have signed in in another window.
    const returned = () =>
      document.visibilityState === 'visible' && void lookAgain().then((on) => on && location.reload())
    document.addEventListener('visibilitychange', returned)
    return () => document.removeEventListener('visibilitychange', returned)
  }, [])
  return (
    <dialog
      ref={dialog}
      className={css.cover}
      aria-labelledby="ended"
      data-ended
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="ended">{t.me.ended}</h2>
      <p>{whys[ending.why] ?? t.me.endedLong}</p>
      {ending.requestId && (
        <p className={css.request}>
          {t.me.request} <code>{ending.requestId}</code>
        </p>
      )}
      {/* The server sends whoever opens a page without a session to sign in, and back. */}
      <button type="button" className={controls.primary} onClick={() => location.reload()}>
        {t.me.again}
      </button>
    </dialog>
  )
}
