import { useId, useState, type SubmitEvent } from 'react'
import { useBring } from '../../api/identity'
import type { IdentityProvider } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { FilePicker } from '../sso/FilePicker'
import css from './Identity.module.css'

/** Brings new metadata, or a certificate: fetched, as a file, or pasted. */
export function BringForm({ provider, fetches }: { provider: IdentityProvider; fetches: boolean }) {
  const { t } = useLanguage()
  const bring = useBring(provider.id)
  const [text, write] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const id = useId()
  const choose = (chosen: File | null) => {
    setFile(chosen)
    void chosen?.text().then(write)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    bring.mutate(/^\s*</.test(text) ? { metadata: text } : { certificate: text })
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {provider.url && fetches && (
        <div className={css.actions}>
          <button
            type="button"
            className={controls.button}
            disabled={bring.isPending}
            onClick={() => bring.mutate({ fetch: true })}
          >
            {t.identity.fetch}
          </button>
        </div>
      )}
      <FilePicker label={t.identity.file} accept=".xml,.pem,.cer,.crt" file={file} choose={choose} />
      <label htmlFor={id}>{t.identity.text}</label>
      <textarea
        id={id}
        rows={5}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          write(event.target.value)
          setFile(null)
        }}
      />
      <div className={css.actions}>
        <button className={controls.primary} disabled={text.trim() === '' || bring.isPending}>
          {t.identity.bring}
        </button>
        {bring.error && <Refusal error={bring.error} />}
      </div>
    </form>
  )
}
