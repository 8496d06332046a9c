import { useState, type SubmitEvent } from 'react'
import { useNewKey, type Made } from '../../api/keys'
import { useLanguage } from '../../i18n/language'
import { Dialog } from '../../ui/Dialog'
import { Actions, DaysField, lines, LinesField, NameField, Ticks } from './Fields'
import css from './Keys.module.css'

const doors = ['firehose', 'eventbridge', 'import'] as const

/** Asks what a key is for, and makes it. */
export function NewKeyDialog({ made, onClose }: { made: (made: Made) => void; onClose: () => void }) {
  const { t } = useLanguage()
  const order = useNewKey()
  const [key, set] = useState({ name: '', doors: [] as (typeof doors)[number][], instances: '', days: 0 })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    order.mutate({ ...key, instances: lines(key.instances) }, { onSuccess: made })
  }
  return (
    <Dialog title={t.secrets.newKey} close={t.secrets.close} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <NameField value={key.name} write={(name) => set({ ...key, name })} />
        <Ticks
          label={t.secrets.doorsLabel}
          note={t.secrets.doorsNote}
          of={doors.map((door) => [door, t.secrets.doors[door]])}
          picked={key.doors}
          pick={(picked) => set({ ...key, doors: picked })}
        />
        <LinesField
          label={t.secrets.instancesLabel}
          note={t.secrets.instancesNote}
          value={key.instances}
          write={(instances) => set({ ...key, instances })}
        />
        <DaysField
          label={t.secrets.days}
          days={[30, 90, 365]}
          none={t.secrets.noEnd}
          value={key.days}
          write={(days) => set({ ...key, days })}
        />
        <Actions label={t.secrets.create} busy={order.isPending} error={order.error} cancel={onClose} />
      </form>
    </Dialog>
  )
}
