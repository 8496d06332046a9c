import { useEffect } from 'react'

/** The window's title: the page, then the product. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Ringside`
  }, [title])
}
