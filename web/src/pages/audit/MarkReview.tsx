import { useState, type SubmitEvent } from 'react'
import { useMarkReview } from '../../api/audit'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import css from './Audit.module.css'

/** What the reviewer has found; it is added to the access records and never changed. */
export function MarkReview({ month, zone }: { month: string; zone: string }) {
  const { t } = useLanguage()
  const [note, write] = useState('')
  const marking = useMarkReview()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (note.trim()) marking.mutate({ month, zone, note: note.trim() })
  }
  return (
    <form className={css.find} onSubmit={submit}>
      <label className={css.note}>
        {t.review.note}
        <input value={note} maxLength={500} placeholder={t.review.notePlace} onChange={(e) => write(e.target.value)} />
      </label>
      <button className={controls.primary} disabled={note.trim() === '' || marking.isPending}>
        {t.review.mark}
      </button>
      {marking.error && <Refusal error={marking.error} />}
    </form>
  )
}
