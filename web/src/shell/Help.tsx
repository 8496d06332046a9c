import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '../i18n/language'
import { Icon } from '../ui/Icon'
import css from './Help.module.css'
import { helpOpen, setShortcuts, shortcutsOn } from './keys'
import { useStore } from '../live/store'

export function HelpButton({ className }: { className: string }) {
  const { t } = useLanguage()
  return (
    <button
      type="button"
      className={className}
      aria-label={t.keys.open}
      title={`${t.keys.open} ?`}
      onClick={() => helpOpen.set(true)}
    >
      <Icon name="keyboard" />
    </button>
  )
}

/** The list of shortcuts, and the switch that turns the single-key ones off. */
export function Help() {
  const { t } = useLanguage()
  const open = useStore(helpOpen, (o) => o)
  const dialog = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(shortcutsOn)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  const rows: [string, string][] = [
    ['?', t.keys.help],
    ['g o · g m · g q · g a · g c · g r · g d · g p · g s', t.keys.go],
    ['[ · ]', t.keys.period],
    ['r', t.keys.refresh],
    ['/', t.keys.find],
    ['Esc', t.keys.esc],
  ]
  return (
    <dialog
      ref={dialog}
      className={css.dialog}
      aria-label={t.keys.title}
      onClose={() => helpOpen.set(false)}
      onClick={(e) => e.target === dialog.current && helpOpen.set(false)}
    >
      {open && (
        <div className={css.body}>
          <h2>{t.keys.title}</h2>
          <dl>
            {rows.map(([keys, text]) => (
              <div key={keys}>
                <dt>
                  <kbd>{keys}</kbd>
                </dt>
                <dd>{text}</dd>
              </div>
            ))}
          </dl>
          <label>
            <input
              type="checkbox"
              checked={on}
              onChange={(event) => {
                setOn(event.target.checked)
                setShortcuts(event.target.checked)
              }}
            />
            {t.keys.toggle}
          </label>
        </div>
      )}
    </dialog>
  )
}
