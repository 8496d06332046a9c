import { useLanguage } from '../i18n/language'
import { said } from '../i18n/server_text'

/** What the server says: in the page's language where that is known, else marked as English. */
export function ServerText({ text }: { text: string }) {
  const { language } = useLanguage()
  return said(text, language).map((part, i) => (
    <span key={i} lang={part.english ? 'en' : undefined}>
      {part.text}
    </span>
  ))
}
