import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import css from './Live.module.css'

type Props = { value: string; label: string; change: (find: string) => void }

/** Where a live table is searched by name; the slash key leads here. */
export function FindField({ value, label, change }: Props) {
  return (
    <div className={`${controls.field ?? ''} ${css.find ?? ''}`}>
      <Icon name="search" size={15} />
      <input
        data-find
        type="search"
        value={value}
        placeholder={label}
        aria-label={label}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  )
}
