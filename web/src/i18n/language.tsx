import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import type { Text } from '../api/model'
import type { Language } from '../lib/format'
import { readLanguage, write } from '../lib/settings'
import type { Dictionary } from './dictionary'
import { en } from './en'
import { ko } from './ko'

type Value = { language: Language; t: Dictionary; setLanguage: (language: Language) => void }

const dictionaries: Record<Language, Dictionary> = { ko, en }

const Context = createContext<Value>({ language: 'en', t: en, setLanguage: () => undefined })

export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(readLanguage)
  useEffect(() => {
    document.documentElement.lang = language
    write('language', language)
  }, [language])
  const value = useMemo(() => ({ language, t: dictionaries[language], setLanguage }), [language])
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useLanguage(): Value {
  return useContext(Context)
}

/** The text of a server-side pair in the page's language. */
export function pick(text: Text | undefined, language: Language): string {
  return text ? text[language] : ''
}

/** A word of the API (a channel, an initiation method) in the page's language; unknown words stay as they are. */
export function word(words: { [key: string]: string }, value: string): string {
  return words[value] ?? value
}
