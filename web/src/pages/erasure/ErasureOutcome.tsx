import { useState, type SubmitEvent } from 'react'
import { Link } from 'wouter'
import type { ErasedCount, ErasureRequest, ErasureStatus } from '../../api/model'
import { useSignedIn } from '../../api/session'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { ServerText } from '../../ui/ServerText'
import css from './Erasure.module.css'
import { NamingViews } from './NamingViews'

type Props = {
  status: ErasureStatus
  whom: ErasureRequest | null
  /** What leads back to where it was asked for. */
  back: string
  erase: (reason: string) => void
  error: Error | null
  leave: () => void
}

/** What was found, with the button that erases it; or what was erased. */
export function ErasureOutcome({ status, whom, back, erase, error, leave }: Props) {
  const { t } = useLanguage()
  const found = status.result
  const nothing = found !== null && removed(found) === 0
  return (
    <div className={css.outcome} data-erasure={status.preview ? 'counted' : status.phase}>
      <p role="status">
        <b>{headline()}</b>
      </p>
      {status.problem !== '' && (
        <p>
          <ServerText text={status.problem} />
        </p>
      )}
      {found && !nothing && <Counts found={found} />}
      {found && <Notes found={found} />}
      {whom && <NamingViews whom={whom} />}
      {found && status.preview && !nothing && (
        <Agree
          contacts={found.contacts}
          reasoned={!status.expired}
          back={back}
          erase={erase}
          error={error}
          leave={leave}
        />
      )}
      {(!status.preview || !found || nothing) && (
        <div className={css.actions}>
          <button type="button" className={controls.button} onClick={leave}>
            {back}
          </button>
        </div>
      )}
    </div>
  )

  function headline(): string {
    if (status.phase === 'stopped') return status.preview ? t.erasure.stoppedCount : t.erasure.stopped
    if (status.phase === 'failed') return t.erasure.failed
    if (nothing) return status.expired ? t.retention.nothing : t.erasure.nothing
    return status.preview ? t.erasure.found : t.erasure.erased
  }
}

const rows = [
  'contacts',
  'contact_records',
  'contact_events',
  'agent_events',
  'quarantined',
  'reduced',
  'redacted',
] as const

/** What people look for also where it is none. */
const always: ReadonlySet<string> = new Set(['contacts', 'contact_records'])

/** How many records it is about. */
function removed(found: ErasedCount): number {
  return rows.slice(1).reduce((sum, row) => sum + found[row], 0)
}

/** The counts, without those of what there was none. */
export function Counts({ found }: { found: ErasedCount }) {
  const { t } = useLanguage()
  const shown = rows.filter((row) => always.has(row) || found[row] > 0)
  return (
    <dl className={css.counts}>
      {shown.map((row) => (
        <div key={row}>
          <dt>{t.erasure.rows[row]}</dt>
          <dd data-live>{count(found[row])}</dd>
        </div>
      ))}
    </dl>
  )
}

function Notes({ found }: { found: ErasedCount }) {
  const { t } = useLanguage()
  return (
    <>
      {found.mentions > 0 && (
        <div className={css.note}>
          {t.erasure.mentions(count(found.mentions))}
          <ul>
            {found.mentioned_by.map((id) => (
              <li key={id}>
                <Link href={`/contacts/${encodeURIComponent(id)}`}>{id}</Link>
              </li>
            ))}
          </ul>
        </div>
      )}
      <Listed title={t.erasure.missing} list={found.missing} />
      <Listed title={t.erasure.kept} list={found.kept} />
    </>
  )
}

function Listed({ title, list }: { title: string; list: string[] }) {
  if (list.length === 0) return null
  return (
    <div className={css.note}>
      {title}
      <ul>
        {list.map((text) => (
          <li key={text} lang="en">
            {text}
          </li>
        ))}
      </ul>
    </div>
  )
}

type AgreeProps = {
  contacts: number
  reasoned: boolean
  back: string
  erase: (reason: string) => void
  error: Error | null
  leave: () => void
}

/** The last step before it is done: why, and a tick. */
function Agree({ contacts, reasoned, back, erase, error, leave }: AgreeProps) {
  const { t } = useLanguage()
  const asked = useSignedIn() && reasoned
  const [reason, write] = useState('')
  const [sure, tick] = useState(false)
  const ready = sure && (!asked || reason.trim() !== '')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (ready) erase(reason.trim())
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {asked && (
        <label>
          {t.erasure.reason}
          <input
            value={reason}
            maxLength={500}
            placeholder={t.erasure.reasonPlace}
            onChange={(e) => write(e.target.value)}
          />
        </label>
      )}
      <label className={css.tick}>
        <input type="checkbox" checked={sure} onChange={(e) => tick(e.target.checked)} />
        {reasoned ? t.erasure.sure(count(contacts)) : t.retention.sure}
      </label>
      <div className={css.actions}>
        <button className={`${controls.primary ?? ''} ${css.danger ?? ''}`} disabled={!ready}>
          {t.erasure.erase}
        </button>
        <button type="button" className={controls.button} onClick={leave}>
          {back}
        </button>
        {error && <Refusal error={error} />}
      </div>
    </form>
  )
}
