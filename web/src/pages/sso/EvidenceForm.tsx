import { useState, type SubmitEvent } from 'react'
import type { SignInEvidence } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { base64Of } from '../../lib/base64'
import { bytes } from '../../lib/format'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { FilePicker } from './FilePicker'
import css from './Sso.module.css'

/** The most that the server reads of a file: sso.MaxInput. */
const largest = 16 << 20

type Props = {
  ask: (evidence: SignInEvidence) => void
  busy: boolean
  error: Error | null
  /** What is set up can be read from AWS. */
  live: boolean
}

const factsOf = ['live', 'file', 'none'] as const

/** What somebody has of a sign-in: pasted, or as a file. It stays in this form and in the request. */
export function EvidenceForm({ ask, busy, error, live }: Props) {
  const { t } = useLanguage()
  const texts = t.sso.verify
  const [text, write] = useState('')
  const [file, choose] = useState<File | null>(null)
  const [facts, chooseFacts] = useState<File | null>(null)
  const [by, goBy] = useState<(typeof factsOf)[number]>(live ? 'live' : 'file')
  const [at, judge] = useState<'now' | 'issue'>('now')
  const [show, reveal] = useState(false)
  const large = [file, facts].some((one) => one !== null && one.size > largest)
  const none = file === null && text.trim() === ''
  const submit = async () => {
    const input = base64Of(file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text))
    const given = by === 'file' && facts ? await facts.text() : ''
    ask({ input, facts: given, live: by === 'live', at, show_personal: show })
  }
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!none && !large) void submit()
  }
  return (
    <form className={css.form} onSubmit={onSubmit}>
      <label>
        <span>{texts.evidence}</span>
        <textarea
          className={css.code}
          rows={8}
          value={text}
          disabled={file !== null}
          placeholder={texts.place}
          autoComplete="off"
          spellCheck={false}
          onChange={(e) => write(e.target.value)}
        />
      </label>
      <FilePicker label={texts.file} file={file} choose={choose} />
      <fieldset className={css.choice}>
        <legend>{texts.facts}</legend>
        {factsOf
          .filter((one) => one !== 'live' || live)
          .map((one) => (
            <label key={one}>
              <input type="radio" name="facts" checked={by === one} onChange={() => goBy(one)} />
              {texts.factsOf[one]}
            </label>
          ))}
      </fieldset>
      {by === 'file' && (
        <FilePicker label={texts.factsFile} note={texts.factsNote} accept=".json" file={facts} choose={chooseFacts} />
      )}
      <fieldset className={css.choice}>
        <legend>{texts.at}</legend>
        {(['now', 'issue'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="at" checked={at === one} onChange={() => judge(one)} />
            {texts[one]}
          </label>
        ))}
      </fieldset>
      <label className={css.tick}>
        <input type="checkbox" checked={show} onChange={(e) => reveal(e.target.checked)} />
        {texts.show}
      </label>
      <small>{texts.caution}</small>
      {large && (
        <p role="alert" className={css.wrong}>
          {texts.tooLarge(bytes(largest))}
        </p>
      )}
      <div className={css.actions}>
        <button className={controls.primary} disabled={none || large || busy}>
          {texts.ask}
        </button>
        {error && <Refusal error={error} />}
      </div>
    </form>
  )
}
