import { useEffect, useRef, useState } from 'react'

/** A table that re-sorts on every tick cannot be read: it does so this often, and never under the pointer or focus. */
const resortMs = 5_000

/**
 * The keys in an order that stands still: `sorted` is taken over when a key came or went, and every five seconds
 * unless `frozen` says that somebody is in the table.
 */
export function useStableOrder(sorted: string[], frozen: () => boolean): string[] {
  const [order, setOrder] = useState(sorted)
  const latest = useRef({ sorted, frozen })
  useEffect(() => {
    latest.current = { sorted, frozen }
  })
  useEffect(() => {
    const timer = setInterval(() => {
      if (!latest.current.frozen()) setOrder(latest.current.sorted)
    }, resortMs)
    return () => clearInterval(timer)
  }, [])
  const same = order.length === sorted.length && sorted.every((key) => order.includes(key))
  return same ? order : sorted
}
