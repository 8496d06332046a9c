import { useState, type SubmitEvent } from 'react'
import { useRevoke, useRotate, type Kind, type Made } from '../../api/keys'
import { useLanguage } from '../../i18n/language'
import { Dialog } from '../../ui/Dialog'
import { Actions, DaysField } from './Fields'
import css from './Keys.module.css'
import type { Row } from './KeyTable'

type Props = { kind: Kind; row: Row; onClose: () => void }

/** Makes the next one, while the one before holds for some days. */
export function RotateDialog({ kind, row, made, onClose }: Props & { made: (made: Made) => void }) {
  const { t } = useLanguage()
  const order = useRotate(kind)
  const [days, setDays] = useState(7)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    order.mutate({ id: row.id, overlap_days: days }, { onSuccess: made })
  }
  return (
    <Dialog title={t.secrets.rotateTitle(row.name)} close={t.secrets.close} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p>{t.secrets.rotateNote}</p>
        <DaysField label={t.secrets.overlap} days={[1, 7, 30]} none={t.secrets.atOnce} value={days} write={setDays} />
        <Actions label={t.secrets.rotate} busy={order.isPending} error={order.error} cancel={onClose} />
      </form>
    </Dialog>
  )
}

/** Asks once more before one ends now. */
export function RevokeDialog({ kind, row, onClose }: Props) {
  const { t } = useLanguage()
  const order = useRevoke(kind)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    order.mutate(row.id, { onSuccess: onClose })
  }
  return (
    <Dialog title={t.secrets.revokeTitle(row.name)} close={t.secrets.close} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <p>{kind === 'keys' ? t.secrets.revokeKey : t.secrets.revokeToken}</p>
        <Actions label={t.secrets.revoke} busy={order.isPending} error={order.error} cancel={onClose} />
      </form>
    </Dialog>
  )
}
