import { useEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

export type Rows = { first: number; last: number }

/** Up to so many rows are all drawn: a browser's own search finds them. */
const few = 400
/** Drawn beyond what is seen, so that scrolling does not show gaps. */
const spare = 12

/** Which of so many rows of one height are in sight of the box that scrolls them; last is not included. */
export function useRows(box: RefObject<HTMLElement | null>, count: number, height: number): Rows {
  const [seen, setSeen] = useState<Rows>({ first: 0, last: few })
  const printing = usePrinting()
  const many = count > few && !printing
  useEffect(() => {
    const element = box.current
    if (!element || !many) return
    const look = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / height) - spare)
      const last = Math.ceil((element.scrollTop + element.clientHeight) / height) + spare
      setSeen((before) => (before.first === first && before.last === last ? before : { first, last }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [box, many, height, count])
  return many ? { first: Math.min(seen.first, count), last: Math.min(seen.last, count) } : { first: 0, last: count }
}

/** Whether the page is being put on paper, which takes every row. */
function usePrinting(): boolean {
  const [printing, set] = useState(false)
  useEffect(() => {
    const ending = new AbortController()
    const { signal } = ending
    // The browser takes the page as it stands when the listener returns.
    window.addEventListener('beforeprint', () => flushSync(() => set(true)), { signal })
    window.addEventListener('afterprint', () => set(false), { signal })
    return () => ending.abort()
  }, [])
  return printing
}
