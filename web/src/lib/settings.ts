// What the browser remembers: theme, language and whether single-key shortcuts are on. The first two are read by
// public/boot.js before the first paint, under the same keys.
import type { Language } from './format'

export type Theme = 'light' | 'dark' | 'auto'

const key = (name: string) => `ringside.${name}`

export function read(name: string): string | null {
  try {
    return localStorage.getItem(key(name))
  } catch {
    return null // storage refused: defaults hold for this page
  }
}

export function write(name: string, value: string): void {
  try {
    localStorage.setItem(key(name), value)
  } catch {
    // storage refused: the choice lasts as long as the page
  }
}

export function readTheme(): Theme {
  const value = read('theme')
  return value === 'light' || value === 'dark' ? value : 'auto'
}

export function applyTheme(theme: Theme): void {
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

export function readLanguage(): Language {
  const value = read('language') ?? document.documentElement.lang
  return value === 'ko' ? 'ko' : 'en'
}
