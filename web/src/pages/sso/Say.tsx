import { useLanguage } from '../../i18n/language'
import { say } from './server_words'

/** A sentence of a plan or a comparison in the page's words; nothing where the page has a step for it. */
export function Say({ text, as: Tag = 'span' }: { text: string; as?: 'span' | 'li' }) {
  const { language } = useLanguage()
  const said = say(text, language)
  if (said.text === '') return null
  return <Tag lang={said.english ? 'en' : undefined}>{said.text}</Tag>
}
