import { useCallback, useEffect, useRef } from 'react'

/** The function, as one that stays the same between two drawings: rows that are given it are not drawn again for it. */
export function useStable<A extends unknown[]>(call: (...args: A) => void): (...args: A) => void {
  const latest = useRef(call)
  useEffect(() => {
    latest.current = call
  })
  return useCallback((...args: A) => latest.current(...args), [])
}
