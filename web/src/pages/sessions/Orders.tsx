import { useState, type SubmitEvent } from 'react'
import type { SignedInSession } from '../../api/model'
import { useBar, useEndSession, useEndSessions, useSessions } from '../../api/sessions'
import { useLanguage } from '../../i18n/language'
import { Dialog } from '../../ui/Dialog'
import { Actions } from '../keys/Fields'
import css from '../keys/Keys.module.css'

/** Asks once more before a session ends, or all of somebody. */
export function EndDialog({ of, all, onClose }: { of: SignedInSession; all: boolean; onClose: () => void }) {
  const { t } = useLanguage()
  const one = useEndSession()
  const every = useEndSessions()
  const ended = (useSessions().data ?? []).filter((one) =>
    all ? one.provider === of.provider && one.name_id === of.name_id : one.id === of.id,
  )
  const applications = [...new Set(ended.flatMap((one) => one.applications))].sort()
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (all) every.mutate({ provider: of.provider, name_id: of.name_id }, { onSuccess: onClose })
    else one.mutate(of.id, { onSuccess: onClose })
  }
  return (
    <Dialog title={all ? t.sessions.endAllTitle(of.name) : t.sessions.endTitle(of.name)} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p>{t.sessions.endNote}</p>
        {applications.length > 0 && <p>{t.sessions.stays(applications.join(', '))}</p>}
        <Actions
          label={t.sessions.end}
          busy={one.isPending || every.isPending}
          error={one.error ?? every.error}
          cancel={onClose}
        />
      </form>
    </Dialog>
  )
}

/** Asks why, and keeps somebody out. */
export function BarDialog({ of, onClose }: { of: SignedInSession; onClose: () => void }) {
  const { t } = useLanguage()
  const order = useBar()
  const [note, setNote] = useState('')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    order.mutate({ provider: of.provider, name_id: of.name_id, note }, { onSuccess: onClose })
  }
  return (
    <Dialog title={t.sessions.barTitle(of.name)} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p>{t.sessions.barNote}</p>
        <label>
          <span>{t.sessions.note}</span>
          <input value={note} maxLength={200} autoComplete="off" onChange={(event) => setNote(event.target.value)} />
        </label>
        <Actions label={t.sessions.bar} busy={order.isPending} error={order.error} cancel={onClose} />
      </form>
    </Dialog>
  )
}
