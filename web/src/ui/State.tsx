import type { ReactNode } from 'react'
import { ApiError } from '../api/client'
import { useLanguage } from '../i18n/language'
import controls from './Controls.module.css'
import { ServerText } from './ServerText'
import css from './State.module.css'
import { useDelayed } from './useDelayed'

/** Grey boxes of the height to come, after a moment. */
export function Skeleton({ height, lines = 1 }: { height?: number; lines?: number }) {
  const late = useDelayed(true)
  const { t } = useLanguage()
  return (
    <div
      className={css.skeleton}
      data-skeleton
      data-late={late || undefined}
      style={height ? { minHeight: height } : undefined}
    >
      <span className="cc-hidden">{t.state.loading}</span>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} />
      ))}
    </div>
  )
}

/** What went wrong in plain words, inside the panel it concerns. */
export function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useLanguage()
  const known = error instanceof ApiError ? error : null
  return (
    <div className={css.message} role="alert">
      <p>{known?.status === 0 ? t.state.offline : t.state.error}</p>
      {known && known.message !== '' && (
        <p className={css.quiet}>
          <ServerText text={known.message} />
        </p>
      )}
      {known?.requestId && <p className={css.quiet}>{t.state.requestId(known.requestId)}</p>}
      <button type="button" className={controls.button} onClick={retry}>
        {t.state.retry}
      </button>
    </div>
  )
}

/** Why an order was not carried out, beside what gave it. */
export function Refusal({ error }: { error: Error }) {
  const { t } = useLanguage()
  const text = error instanceof ApiError ? error.message : ''
  return (
    <p className={css.refusal} role="alert">
      {text === '' ? t.state.offline : <ServerText text={text} />}
    </p>
  )
}

export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className={css.message}>
      <p className={css.quiet}>{text}</p>
      {children}
    </div>
  )
}
