import { useState, type SubmitEvent } from 'react'
import type { UsersQuestion } from '../../api/sso'
import type { ConnectSignIn } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { base64Of } from '../../lib/base64'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import { FilePicker } from './FilePicker'
import css from './Sso.module.css'

type Gone = Required<Pick<UsersQuestion, 'gone' | 'gone_missing' | 'gone_others'>>

type Props = {
  status: ConnectSignIn
  ask: (question: UsersQuestion) => void
  busy: boolean
  error: Error | null
}

/** Who the people are, and the rules by which they become users. */
export function UsersForm({ status, ask, busy, error }: Props) {
  const { t } = useLanguage()
  const texts = t.sso.users
  const instance = status.plan?.instance?.arn ?? status.wish.instance ?? ''
  const [source, choose] = useState<UsersQuestion['source']>(status.own_people ? 'own' : 'file')
  const [file, chooseFile] = useState<File | null>(null)
  const [rules, write] = useState(() => status.rules_example.replace(/^login: .*$/m, `login: ${status.wish.login}`))
  const [gone, setGone] = useState<Gone>({ gone: 'keep', gone_missing: false, gone_others: false })
  const ready = instance !== '' && rules.trim() !== '' && (source !== 'file' || file !== null)
  const sources = status.own_people
    ? (['own', 'file', 'identity_store'] as const)
    : (['file', 'identity_store'] as const)
  const submit = async () => {
    const people = source === 'file' && file ? base64Of(new Uint8Array(await file.arrayBuffer())) : undefined
    const which = gone.gone === 'keep' ? {} : gone
    const question = { instance, source, region: status.identity_center_region, rules, ...which }
    ask({ ...question, ...(people === undefined ? {} : { people }) })
  }
  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (ready) void submit()
  }
  return (
    <form className={css.form} onSubmit={onSubmit}>
      {instance === '' && <p className={css.warning}>{texts.noInstance}</p>}
      <fieldset className={css.choice}>
        <legend>{texts.source}</legend>
        {sources.map((one) => (
          <label key={one}>
            <input type="radio" name="source" checked={source === one} onChange={() => choose(one)} />
            {texts.sources[one]}
          </label>
        ))}
      </fieldset>
      {source === 'file' && (
        <FilePicker label={texts.file} note={texts.fileNote} accept=".csv,.json" file={file} choose={chooseFile} />
      )}
      <label>
        {texts.rules}
        <textarea
          className={css.code}
          rows={13}
          value={rules}
          spellCheck={false}
          onChange={(e) => write(e.target.value)}
        />
        <small>{texts.rulesNote}</small>
      </label>
      <FilePicker
        label={texts.rulesFile}
        accept=".yaml,.yml"
        file={null}
        choose={(given) => void given?.text().then(write)}
      />
      <GoneChoice gone={gone} setGone={setGone} />
      <div className={css.actions}>
        <button className={controls.primary} disabled={!ready || busy}>
          {texts.compare}
        </button>
        <small>{texts.nothing}</small>
      </div>
      {error && <Refusal error={error} />}
    </form>
  )
}

const fates = ['keep', 'strip', 'delete'] as const

/** What becomes of users whose person has left; nothing, unless it is chosen. */
function GoneChoice({ gone, setGone }: { gone: Gone; setGone: (gone: Gone) => void }) {
  const { t } = useLanguage()
  const texts = t.sso.gone
  return (
    <details className={css.more}>
      <summary>{texts.title}</summary>
      <label>
        {texts.fate}
        <select
          value={gone.gone}
          onChange={(e) => setGone({ ...gone, gone: fates.find((one) => one === e.target.value) ?? 'keep' })}
        >
          {fates.map((one) => (
            <option key={one} value={one}>
              {texts.fates[one]}
            </option>
          ))}
        </select>
        {gone.gone !== 'keep' && <small>{texts.notes[gone.gone]}</small>}
      </label>
      {gone.gone !== 'keep' &&
        (['gone_missing', 'gone_others'] as const).map((one) => (
          <label key={one} className={css.tick}>
            <input
              type="checkbox"
              checked={gone[one]}
              onChange={(e) => setGone({ ...gone, [one]: e.target.checked })}
            />
            {texts.too[one]}
          </label>
        ))}
    </details>
  )
}
