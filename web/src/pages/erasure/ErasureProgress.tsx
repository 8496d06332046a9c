import { useStopErasure } from '../../api/erasure'
import type { ErasureStatus } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import css from './Erasure.module.css'

/** The steps of a count are the first two, which an erasure takes too. */
const steps = ['find_contacts', 'find_records', 'rewrite', 'check', 'count'] as const

/** How far it is, step by step. */
export function ErasureProgress({ status }: { status: ErasureStatus }) {
  const { t } = useLanguage()
  const stop = useStopErasure()
  const at = steps.findIndex((step) => step === status.step)
  const share = status.total > 0 ? status.done / status.total : 0
  return (
    <div className={css.progress} data-erasure="running">
      <p role="status">{status.preview ? t.erasure.counting : t.erasure.erasing}</p>
      <ol>
        {(status.preview ? steps.slice(0, 2) : steps).map((step, i) => (
          <li key={step} aria-current={i === at ? 'step' : undefined} data-done={i < at || undefined}>
            <span>{i < at && <Icon name="check" />}</span>
            {t.erasure.steps[step]}
            {i === at && (
              <>
                <progress max={1} value={share} aria-label={t.erasure.steps[step]} />
                <small>{t.erasure.progress(count(status.done), count(status.total))}</small>
              </>
            )}
          </li>
        ))}
      </ol>
      {!status.preview && <p className={css.quiet}>{t.erasure.meanwhile}</p>}
      <div className={css.actions}>
        <button type="button" className={controls.button} disabled={stop.isPending} onClick={() => stop.mutate()}>
          {t.erasure.stop}
        </button>
      </div>
    </div>
  )
}
