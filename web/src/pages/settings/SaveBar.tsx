import { useState } from 'react'
import { ApiError } from '../../api/client'
import type { Settings, SettingsAnswer } from '../../api/model'
import { useDeleteSettings, useSaveSettings } from '../../api/settings'
import { useMay } from '../../api/session'
import { useLanguage } from '../../i18n/language'
import { stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Question } from '../../ui/Question'
import { Refusal } from '../../ui/State'
import css from './Settings.module.css'

type Props = {
  answer: SettingsAnswer
  draft: Settings
  dirty: boolean
  faults: number
  /** Of the instance, for people. */
  name: string
  undo: () => void
  again: () => void
}

/** Says how the settings stand, and saves them, undoes the changes or gives up an instance's own. */
export function SaveBar({ answer, draft, dirty, faults, name, undo, again }: Props) {
  const { t } = useLanguage()
  const save = useSaveSettings()
  const giveUp = useDeleteSettings()
  const [asking, ask] = useState(false)
  const { instance_arn: instance, version } = answer
  const state = faults > 0 ? t.settings.faults(faults) : dirty ? t.settings.changed : t.settings.clean
  const busy = save.isPending || giveUp.isPending
  const error = save.error ?? giveUp.error
  if (!useMay('settings')) {
    return (
      <div className={css.bar}>
        <p role="status">{t.settings.readOnly}</p>
      </div>
    )
  }
  return (
    <div className={css.bar}>
      <p role="status" data-fault={faults > 0 || undefined}>
        {state}
        <small>
          {answer.saved_at
            ? t.settings.saved(stamp(Date.parse(answer.saved_at), answer.zone))
            : instance
              ? t.settings.common
              : t.settings.never}
        </small>
      </p>
      {error && <Refusal error={error} />}
      {error instanceof ApiError && (error.status === 409 || error.status === 404) && (
        <button type="button" className={controls.button} onClick={again}>
          {t.settings.again}
        </button>
      )}
      {instance && version > 0 && (
        <button type="button" className={controls.ghost} disabled={busy} onClick={() => ask(true)}>
          {t.settings.giveUp.open}
        </button>
      )}
      {asking && (
        <Question
          title={t.settings.giveUp.title(name)}
          text={t.settings.giveUp.text}
          yes={t.settings.giveUp.yes}
          no={t.settings.giveUp.no}
          onYes={() => giveUp.mutate({ instance, version })}
          onClose={() => ask(false)}
        />
      )}
      <button type="button" className={controls.button} disabled={!dirty} onClick={undo}>
        {t.settings.undo}
      </button>
      <button
        type="button"
        className={controls.primary}
        disabled={!dirty || faults > 0 || busy}
        onClick={() => save.mutate({ instance_arn: instance, version, settings: draft })}
      >
        {t.settings.save}
      </button>
    </div>
  )
}
