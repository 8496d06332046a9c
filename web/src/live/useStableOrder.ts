import { useEffect, useRef, useState } from 'react'

/** A table that re-sorts on every tick cannot be read: it does so this often, and never under the pointer or focus. */
const resortMs = 5_000

/**
 * The order that was on screen, without who has gone and with newcomers at the end: rows do not move under the pointer.
 * `stays` says of a key that is not in `now` that it keeps its place all the same.
 */
export function held(before: string[], now: string[], stays: (key: string) => boolean = () => false): string[] {
  const still = new Set(now)
  const known = new Set(before)
  return [...before.filter((key) => still.has(key) || stays(key)), ...now.filter((key) => !known.has(key))]
}

type How = {
  /** Whether somebody is in the table. */
  frozen: () => boolean
  /** How the rows are chosen and sorted; when it changes, they are sorted at once. */
  by?: string
  /** Rows that are no longer among the chosen and yet keep their places until the rows are sorted anew. */
  stays?: (key: string) => boolean
}

/** The keys in an order that stands still: `sorted` is taken over every five seconds unless somebody is in the table. */
export function useStableOrder(sorted: string[], { frozen, by = '', stays }: How): string[] {
  const [kept, setKept] = useState({ by, order: sorted })
  const latest = useRef({ sorted, frozen })
  useEffect(() => {
    latest.current = { sorted, frozen }
  })
  useEffect(() => {
    const timer = setInterval(() => {
      if (!latest.current.frozen()) setKept((now) => ({ ...now, order: latest.current.sorted }))
    }, resortMs)
    return () => clearInterval(timer)
  }, [])
  if (kept.by === by) return held(kept.order, sorted, stays)
  setKept({ by, order: sorted })
  return sorted
}
