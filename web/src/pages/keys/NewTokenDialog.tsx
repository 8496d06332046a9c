import { useState, type SubmitEvent } from 'react'
import { useNewToken, type Made } from '../../api/keys'
import { useLanguage } from '../../i18n/language'
import { Dialog } from '../../ui/Dialog'
import { Actions, DaysField, lines, LinesField, NameField, Ticks } from './Fields'
import css from './Keys.module.css'

const roles = ['administrator', 'analyst', 'supervisor', 'agent', 'auditor', 'wallboard', 'provisioner'] as const

/** Asks what a token may do, and makes it. */
export function NewTokenDialog({ made, onClose }: { made: (made: Made) => void; onClose: () => void }) {
  const { t } = useLanguage()
  const order = useNewToken()
  const [token, set] = useState({ name: '', roles: [] as (typeof roles)[number][], queue: '', agent: '', days: 90 })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { name, days } = token
    const limits = Object.fromEntries(
      (['queue', 'agent'] as const)
        .map((of) => [of, lines(token[of])] as const)
        .filter(([, values]) => values.length > 0),
    )
    order.mutate({ name, days, roles: token.roles, limits }, { onSuccess: made })
  }
  return (
    <Dialog title={t.secrets.newToken} close={t.secrets.close} onClose={onClose}>
      <form className={css.form} onSubmit={submit}>
        <NameField value={token.name} write={(name) => set({ ...token, name })} />
        <Ticks
          label={t.secrets.rolesLabel}
          note={t.secrets.rolesNote}
          of={roles.map((role) => [role, role === 'provisioner' ? t.secrets.provisioner : t.me.roles[role]])}
          picked={token.roles}
          pick={(picked) => set({ ...token, roles: picked })}
        />
        {!token.roles.includes('provisioner') && (
          <>
            <LinesField
              label={t.secrets.limitsLabel}
              note={t.secrets.limitsNote}
              value={token.queue}
              write={(queue) => set({ ...token, queue })}
            />
            <LinesField label={t.secrets.agentsLabel} value={token.agent} write={(agent) => set({ ...token, agent })} />
          </>
        )}
        <DaysField
          label={t.secrets.days}
          days={[7, 30, 90, 180, 366]}
          value={token.days}
          write={(days) => set({ ...token, days })}
        />
        <Actions label={t.secrets.create} busy={order.isPending} error={order.error} cancel={onClose} />
      </form>
    </Dialog>
  )
}
