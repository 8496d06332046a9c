import { useEffect, useState } from 'react'

/** True once `on` has held for so long: skeletons come only when an answer takes its time. */
export function useDelayed(on: boolean, ms = 300): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    if (!on) return
    const timer = setTimeout(() => setLate(true), ms)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [on, ms])
  return on && late
}
