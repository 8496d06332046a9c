import type { ReactNode } from 'react'
import { Icon } from './Icon'
import css from './Token.module.css'

/** Tokens and what adds one, in a line that wraps. */
export function Tokens({ children }: { children: ReactNode }) {
  return <div className={css.tokens}>{children}</div>
}

type Props = {
  /** A text, or a button that opens what can be changed of it. */
  children: ReactNode
  /** What the cross does, for readers. */
  dropLabel: string
  drop: () => void
  wrong?: boolean
}

/** One part of a question, which can be taken away. */
export function Token({ children, dropLabel, drop, wrong = false }: Props) {
  return (
    <span className={css.token} data-wrong={wrong || undefined}>
      {typeof children === 'string' ? <span className={css.text}>{children}</span> : children}
      <button type="button" className={css.drop} aria-label={dropLabel} onClick={drop}>
        <Icon name="close" size={13} />
      </button>
    </span>
  )
}
