import { useId, useState } from 'react'
import type { OwnDay } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import type { FaultText } from '../../lib/settings_faults'
import { isDay } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import css from './Settings.module.css'

function fault(own: OwnDay, taken: string[]): FaultText | null {
  if (!isDay(own.day)) return 'day'
  if (taken.includes(own.day)) return 'twice'
  return own.name.trim() === '' || own.name.length > 100 ? 'name' : null
}

/** A date and a name, added to the list when both are right. */
export function AddDay({ add, taken }: { add: (own: OwnDay) => void; taken: string[] }) {
  const { t } = useLanguage()
  const texts = t.settings.holidays
  const [own, setOwn] = useState<OwnDay>({ day: '', name: '' })
  const [tried, setTried] = useState(false)
  const message = useId()
  const wrong = tried ? fault(own, taken) : null
  const described = wrong ? { 'aria-invalid': true, 'aria-describedby': message } : {}
  return (
    <form
      noValidate
      className={css.line}
      onSubmit={(event) => {
        event.preventDefault()
        if (fault(own, taken)) {
          setTried(true)
          return
        }
        add({ day: own.day, name: own.name.trim() })
        setOwn({ day: '', name: '' })
        setTried(false)
      }}
    >
      <input
        type="date"
        className={css.input}
        aria-label={texts.date}
        value={own.day}
        {...(wrong === 'day' || wrong === 'twice' ? described : {})}
        onChange={(event) => setOwn({ ...own, day: event.target.value })}
      />
      <input
        className={css.input}
        aria-label={texts.name}
        placeholder={texts.name}
        value={own.name}
        {...(wrong === 'name' ? described : {})}
        onChange={(event) => setOwn({ ...own, name: event.target.value })}
      />
      <button type="submit" className={controls.button}>
        {texts.add}
      </button>
      <span id={message} role="alert" className={css.fault}>
        {wrong && t.settings.faultTexts[wrong]}
      </span>
    </form>
  )
}
