import type { KeyboardEvent } from 'react'

const steps: { [key: string]: number } = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 12,
  PageUp: -12,
  Home: -Infinity,
  End: Infinity,
}

/** A table of rows of one height in pixels, whose `aria-rowindex` counts the headings too. */
type Table = { headings: number; rows: number; rowHeight: number }

/** Arrows, Home, End and the pages go from name to name, also to rows that are not drawn until they come into sight. */
export function walk(event: KeyboardEvent<HTMLElement>, { headings, rows, rowHeight }: Table) {
  const box = event.currentTarget
  const step = steps[event.key]
  const row = document.activeElement?.closest('tbody tr[aria-rowindex]')
  if (step === undefined || !row || !box.contains(row) || !document.activeElement?.closest('th')) return
  event.preventDefault()
  const at = Number(row.getAttribute('aria-rowindex'))
  const to = Math.min(headings + rows, Math.max(headings + 1, at + step))
  const name = () => box.querySelector<HTMLElement>(`tbody tr[aria-rowindex="${to}"] th button`)
  if (name()) {
    name()?.focus()
    return
  }
  const drawn = new MutationObserver(() => {
    if (!name()) return
    drawn.disconnect()
    name()?.focus()
  })
  drawn.observe(box, { childList: true, subtree: true })
  box.scrollTop = (to - headings - 1) * rowHeight
}
