import { useId, useState, type SubmitEvent } from 'react'
import type { Retention } from '../../api/model'
import { useChangeRetention } from '../../api/retention'
import { useLanguage } from '../../i18n/language'
import { stamp } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import erasure from '../erasure/Erasure.module.css'
import { daysOf, shorter, type Kind, kinds } from './limits'
import css from './Retention.module.css'

/** The limits as they are written, and saved. */
export function LimitsForm({ retention }: { retention: Retention }) {
  const { t } = useLanguage()
  const change = useChangeRetention()
  const [texts, write] = useState(() => each((kind) => text(retention[`${kind}_days`])))
  const days = each((kind) => daysOf(texts[kind], kind))
  const faulty = kinds.some((kind) => days[kind] === null)
  const dirty = kinds.some((kind) => days[kind] !== retention[`${kind}_days`])
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { contacts, details, agent_events, quarantine, audit } = days
    if (contacts === null || details === null || agent_events === null || quarantine === null || audit === null) return
    change.mutate({
      contacts_days: contacts,
      details_days: details,
      agent_events_days: agent_events,
      quarantine_days: quarantine,
      audit_days: audit,
    })
  }
  return (
    <form className={erasure.form} onSubmit={submit}>
      {kinds.map((kind) => (
        <Limit
          key={kind}
          kind={kind}
          text={texts[kind]}
          wrong={days[kind] === null}
          from={kind !== 'audit' && days[kind] === retention[`${kind}_days`] ? retention[`${kind}_from`] : null}
          kept={days[kind] === 0}
          write={(value) => write({ ...texts, [kind]: value })}
        />
      ))}
      {!faulty && kinds.some((kind) => shorter(days[kind] ?? 0, retention[`${kind}_days`])) && (
        <p role="status" className={css.warning}>
          {t.retention.shorter}
        </p>
      )}
      <div className={erasure.actions}>
        <button className={controls.primary} disabled={!dirty || faulty || change.isPending}>
          {t.retention.save}
        </button>
        {change.error && <Refusal error={change.error} />}
        {!dirty && (
          <small data-next={retention.next_at ? '' : undefined}>
            {retention.next_at
              ? t.retention.next(stamp(Date.parse(retention.next_at), retention.zone))
              : t.retention.none}
          </small>
        )}
      </div>
    </form>
  )
}

/** A record of something by kind. */
function each<T>(of: (kind: Kind) => T): Record<Kind, T> {
  return {
    contacts: of('contacts'),
    details: of('details'),
    agent_events: of('agent_events'),
    quarantine: of('quarantine'),
    audit: of('audit'),
  }
}

function text(days: number): string {
  return days === 0 ? '' : String(days)
}

type LimitProps = {
  kind: Kind
  text: string
  wrong: boolean
  from: string | null
  kept: boolean
  write: (text: string) => void
}

function Limit({ kind, text, wrong, from, kept, write }: LimitProps) {
  const { t } = useLanguage()
  const id = useId()
  return (
    <div className={css.limit} data-kind={kind}>
      <label htmlFor={id}>{t.retention.kinds[kind]}</label>
      <span className={css.days}>
        <input
          id={id}
          inputMode="numeric"
          autoComplete="off"
          value={text}
          aria-invalid={wrong || undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => write(event.target.value)}
        />
        {t.retention.days}
      </span>
      <small id={`${id}-note`} data-wrong={wrong || undefined}>
        {wrong
          ? kind === 'audit'
            ? t.retention.auditFault
            : t.retention.fault
          : from !== null
            ? t.retention.from(from)
            : kind === 'audit'
              ? t.retention.auditLeast
              : kept
                ? t.retention.fromBeginning
                : t.retention.ever}
      </small>
      <small>{t.retention.notes[kind]}</small>
    </div>
  )
}
