import css from './GroupHead.module.css'
import { Icon } from './Icon'

type Props = {
  name: string
  /** How many rows are of it. */
  members: number
  shut: boolean
  toggle: () => void
}

/** The name of a group of rows, which folds them. */
export function GroupHead({ name, members, shut, toggle }: Props) {
  return (
    <button type="button" className={css.group} aria-expanded={!shut} onClick={toggle}>
      <Icon name={shut ? 'chevronRight' : 'chevronDown'} size={14} />
      <span>{name}</span>
      <small>{members}</small>
    </button>
  )
}
