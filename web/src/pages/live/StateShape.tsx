import type { Cell } from './roster'
import css from './StateShape.module.css'

/** An activity as shape and colour; the word is beside it. */
export function StateShape({ cell }: { cell: Cell }) {
  return (
    <svg className={css[cell]} width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
      {shape(cell)}
    </svg>
  )
}

function shape(cell: Cell) {
  switch (cell) {
    case 'available':
    case 'on_contact':
      return <circle cx="5" cy="5" r="4" />
    case 'on_hold':
      return <path d="M1.500 1h2.600v8H1.500zM5.900 1h2.600v8H5.900z" />
    case 'incoming':
      return <path d="M5 1L9.300 9H0.700z" />
    case 'after_contact_work':
      return <path d="M5 0.400L9.600 5 5 9.600 0.400 5z" />
    case 'missed':
      return (
        <path d="M1 2.400L2.400 1 5 3.600 7.600 1 9 2.400 6.400 5 9 7.600 7.600 9 5 6.400 2.400 9 1 7.600 3.600 5z" />
      )
    case 'error':
      return <rect x="0.800" y="0.800" width="8.400" height="8.400" />
    default: // custom and offline: rings
      return <circle cx="5" cy="5" r="3.300" fill="none" strokeWidth="1.800" />
  }
}
