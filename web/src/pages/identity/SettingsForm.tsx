import { useId, useState, type SubmitEvent } from 'react'
import { useChangeProvider } from '../../api/identity'
import type { IdentityProvider } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import css from './Identity.module.css'

const ticks = ['both_signatures', 'sign_requests', 'force_sign_in', 'idp_initiated', 'sha1'] as const

/** What is agreed with an identity provider, and its name and address. */
export function SettingsForm({ provider }: { provider: IdentityProvider }) {
  const { t } = useLanguage()
  const change = useChangeProvider(provider.id)
  const [draft, set] = useState({
    name: provider.name,
    url: provider.url,
    skew: String(provider.settings.clock_skew_seconds ?? 60),
    format: provider.settings.attribute_format ?? '',
    ...Object.fromEntries(ticks.map((tick) => [tick, provider.settings[tick]])),
  } as { name: string; url: string; skew: string; format: string } & Record<(typeof ticks)[number], boolean>)
  const id = useId()
  const faulty = draft.name.trim() === '' || !/^\d{1,3}$/.test(draft.skew) || Number(draft.skew) > 180
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { name, url, skew, format, ...on } = draft
    const settings = { ...on, clock_skew_seconds: Number(skew), attribute_format: format.trim() }
    change.mutate({ name: name.trim(), url: url.trim(), settings })
  }
  const text = (field: 'name' | 'url' | 'skew' | 'format', label: string, note?: string) => (
    <>
      <label htmlFor={`${id}-${field}`}>{label}</label>
      <input
        id={`${id}-${field}`}
        value={draft[field]}
        inputMode={field === 'skew' ? 'numeric' : undefined}
        aria-describedby={note ? `${id}-${field}-note` : undefined}
        onChange={(event) => set({ ...draft, [field]: event.target.value })}
      />
      {note && <small id={`${id}-${field}-note`}>{note}</small>}
    </>
  )
  return (
    <form className={css.form} onSubmit={submit}>
      {text('name', t.identity.name)}
      {text('url', t.identity.url, t.identity.urlNote)}
      {ticks.map((tick) => (
        <label key={tick} className={css.tick}>
          <input
            type="checkbox"
            checked={draft[tick]}
            onChange={(event) => set({ ...draft, [tick]: event.target.checked })}
          />
          <span>
            {t.identity.ticks[tick][0]}
            <small>{t.identity.ticks[tick][1]}</small>
          </span>
        </label>
      ))}
      {text('skew', t.identity.skew)}
      {text('format', t.identity.format, t.identity.formatNote)}
      <div className={css.actions}>
        <button className={controls.primary} disabled={faulty || change.isPending}>
          {t.identity.save}
        </button>
        {change.error && <Refusal error={change.error} />}
      </div>
    </form>
  )
}
