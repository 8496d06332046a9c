import type { QueryNote } from '../api/model'
import { pick, useLanguage } from '../i18n/language'
import css from './Notes.module.css'

/** What should be known of figures, such as that they are of a part until all records are in them. */
export function Notes({ notes = [] }: { notes?: QueryNote[] | undefined }) {
  const { language } = useLanguage()
  if (notes.length === 0) return null
  return (
    <p role="status" className={css.notes}>
      {notes.map((note) => pick(note.text, language)).join(' ')}
    </p>
  )
}

/** Those that tell of figures on their way, or of what was asked for, not of the range. */
export function incomplete(notes: QueryNote[] = []): QueryNote[] {
  return notes.filter(({ kind }) => kind === 'filling' || kind === 'loading' || kind === 'unknown_value')
}
