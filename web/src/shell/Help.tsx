import { useState } from 'react'
import { useLanguage } from '../i18n/language'
import { Dialog } from '../ui/Dialog'
import { Icon } from '../ui/Icon'
import css from './Help.module.css'
import { afterG, helpOpen, setShortcuts, shortcutsOn } from './keys'
import { pages } from './Rail'
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
  const [on, setOn] = useState(shortcutsOn)
  if (!open) return null
  const letters = Object.entries(afterG)
  const chords = pages.flatMap(({ name }): Row[] => {
    const letter = letters.find(([, action]) => action === name)?.[0]
    return letter ? [[['g', letter], t.nav[name]]] : []
  })
  const others: Row[] = [
    [['[', ']'], t.keys.period],
    [['r'], t.keys.refresh],
    [['/'], t.keys.find],
    [['?'], t.keys.help],
    [['Esc'], t.keys.esc],
  ]
  return (
    <Dialog title={t.keys.title} close={t.explain.close} onClose={() => helpOpen.set(false)}>
      <section className={css.group}>
        <h3>{t.keys.go}</h3>
        <Keys rows={chords} columns={2} />
      </section>
      <section className={css.group}>
        <h3>{t.keys.here}</h3>
        <Keys rows={others} columns={1} />
      </section>
      <label className={css.switch}>
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
    </Dialog>
  )
}

type Row = [keys: string[], text: string]

function Keys({ rows, columns }: { rows: Row[]; columns: number }) {
  return (
    <dl className={css.keys} style={{ columnCount: columns }}>
      {rows.map(([keys, text]) => (
        <div key={text}>
          <dt>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  )
}
