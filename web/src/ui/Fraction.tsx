import type { ReactNode } from 'react'
import css from './Fraction.module.css'

type Props = {
  part: ReactNode
  whole: ReactNode
  /** What is said around part, {0}, and whole, {1}: a slash unless given. */
  words?: string
}

/** The two numbers that a rate is made of, each a figure by itself. */
export function Fraction({ part, whole, words = '{0} / {1}' }: Props) {
  const said = words.split(/(\{[01]\})/)
  return (
    <span data-fraction>
      {said.map((word, i) => (
        <span key={i} className={word === '{0}' ? css.part : undefined}>
          {word === '{0}' ? part : word === '{1}' ? whole : word}
        </span>
      ))}
    </span>
  )
}
