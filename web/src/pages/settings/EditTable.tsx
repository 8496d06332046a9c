import type { ReactNode } from 'react'
import css from './Settings.module.css'

type Props = {
  title: string
  /** Of the columns, but for the last one, which holds what a row can be told to do. */
  heads: string[]
  /** Rows. */
  children: ReactNode
}

/** A table of what can be changed, within a box of its own that scrolls sideways. */
export function EditTable({ title, heads, children }: Props) {
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={css.table}>
        <caption className="cc-hidden">{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
