import { useId, useRef } from 'react'
import { useLanguage } from '../../i18n/language'
import { bytes } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import css from './Sso.module.css'

type Props = {
  label: string
  note?: string
  accept?: string
  file: File | null
  choose: (file: File | null) => void
}

/** A file to send, with a way to take it away again. */
export function FilePicker({ label, note, accept, file, choose }: Props) {
  const { t } = useLanguage()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const clear = () => {
    if (input.current) input.current.value = ''
    choose(null)
  }
  return (
    <div className={css.file}>
      <span id={`${id}-about`}>{label}</span>
      {file ? (
        <p>
          <span>{file.name}</span> <small>{bytes(file.size)}</small>
          <button type="button" className={controls.icon} aria-label={t.sso.verify.takeAway(file.name)} onClick={clear}>
            <Icon name="close" size={15} />
          </button>
        </p>
      ) : (
        <label className={controls.button}>
          <span id={`${id}-pick`}>{t.sso.pick}</span>
          <input
            ref={input}
            className="cc-hidden"
            type="file"
            aria-labelledby={`${id}-pick ${id}-about`}
            accept={accept}
            onChange={(e) => choose(e.target.files?.[0] ?? null)}
          />
        </label>
      )}
      {note && <small>{note}</small>}
    </div>
  )
}
