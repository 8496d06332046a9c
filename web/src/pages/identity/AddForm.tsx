import { useId, useState, type SubmitEvent } from 'react'
import { useAddProvider } from '../../api/identity'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { FilePicker } from '../sso/FilePicker'
import css from './Identity.module.css'
import { usual } from './usual'

/** Brings a new identity provider. */
export function AddForm({ fetches }: { fetches: boolean }) {
  const { t } = useLanguage()
  const add = useAddProvider()
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [metadata, write] = useState('')
  const [file, setFile] = useState<File | null>(null)
  const id = useId()
  const choose = (chosen: File | null) => {
    setFile(chosen)
    void chosen?.text().then(write)
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    add.mutate({ name: name.trim(), url: url.trim(), metadata, settings: usual })
  }
  const ready = name.trim() !== '' && (metadata.trim() !== '' || (fetches && url.trim() !== ''))
  return (
    <form className={css.form} onSubmit={submit}>
      <label htmlFor={`${id}-name`}>{t.identity.name}</label>
      <input id={`${id}-name`} value={name} maxLength={60} onChange={(event) => setName(event.target.value)} />
      {fetches && (
        <>
          <label htmlFor={`${id}-url`}>{t.identity.url}</label>
          <input
            id={`${id}-url`}
            type="url"
            inputMode="url"
            placeholder="https://"
            value={url}
            aria-describedby={`${id}-note`}
            onChange={(event) => setUrl(event.target.value)}
          />
          <small id={`${id}-note`}>{t.identity.urlNote}</small>
        </>
      )}
      <FilePicker label={t.identity.file} accept=".xml" file={file} choose={choose} />
      <label htmlFor={`${id}-text`}>{t.identity.textNew}</label>
      <textarea
        id={`${id}-text`}
        rows={5}
        spellCheck={false}
        value={metadata}
        onChange={(event) => {
          write(event.target.value)
          setFile(null)
        }}
      />
      <div className={css.actions}>
        <button className={controls.primary} disabled={!ready || add.isPending}>
          {t.identity.addButton}
        </button>
        {add.error && <Refusal error={add.error} />}
      </div>
    </form>
  )
}
