import { useState } from 'react'
import { useLanguage } from '../i18n/language'
import controls from './Controls.module.css'
import css from './CopyText.module.css'
import { Icon } from './Icon'

type CopyProps = {
  text: string
  /** What is copied, for readers. */
  name: string
  /** On the button, "Copy" unless given. */
  label?: string
  bare?: boolean
}

/** Puts a text on the clipboard; without one (plain HTTP) the text stays selectable. Bare is the icon alone. */
export function CopyButton({ text, name, label, bare = false }: CopyProps) {
  const { t } = useLanguage()
  const [done, setDone] = useState(false)
  const copy = () => {
    if (!('clipboard' in navigator)) return
    void navigator.clipboard.writeText(text).then(() => {
      setDone(true)
      setTimeout(() => setDone(false), 2_000)
    })
  }
  return (
    <button
      type="button"
      className={bare ? controls.icon : controls.button}
      onClick={copy}
      aria-label={label ?? `${t.first.copy}: ${name}`}
    >
      <Icon name={done ? 'check' : 'copy'} size={15} />
      {!bare && (done ? t.first.copied : (label ?? t.first.copy))}
    </button>
  )
}

/** A command to copy. */
export function Command({ text, name }: { text: string; name: string }) {
  return (
    <div className={css.command}>
      <pre tabIndex={0} aria-label={name}>
        <code>{text}</code>
      </pre>
      <CopyButton text={text} name={name} />
    </div>
  )
}
