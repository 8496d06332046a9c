import { useState, type SubmitEvent } from 'react'
import { useSignedInPeople, type Previewed } from '../../api/access'
import { useLanguage } from '../../i18n/language'
import { attributesText, parseAttributes } from '../../lib/attributes'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import css from './Access.module.css'

type Props = { ask: (person: Previewed) => void; busy: boolean; error: Error | null }

const nobody = { text: '', name_id: '', provider: '', address: '' }

/** Who a preview is of: typed, pasted, or somebody who is signed in. */
export function PersonForm({ ask, busy, error }: Props) {
  const { t } = useLanguage()
  const people = useSignedInPeople(true).data ?? []
  const [person, setPerson] = useState(nobody)
  const { attributes, wrong } = parseAttributes(person.text)
  const pick = (index: string) => {
    const found = people[Number(index)]
    if (index !== '' && found)
      setPerson({ ...person, text: attributesText(found.attributes), name_id: found.name_id, provider: found.provider })
  }
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { name_id, provider, address } = person
    if (wrong.length === 0) ask({ attributes, name_id, provider, address: address.trim() })
  }
  const field = (key: 'name_id' | 'provider' | 'address', label: string) => (
    <label>
      <span>{label}</span>
      <input
        value={person[key]}
        maxLength={1024}
        spellCheck={false}
        onChange={(event) => setPerson({ ...person, [key]: event.target.value })}
      />
    </label>
  )
  return (
    <form className={`${controls.form ?? ''} ${css.form ?? ''}`} onSubmit={submit}>
      {people.length > 0 && (
        <label>
          <span>{t.access.pick}</span>
          <select defaultValue="" onChange={(event) => pick(event.target.value)}>
            <option value="">{t.access.typed}</option>
            {people.map((one, i) => (
              <option key={`${one.provider} ${one.name_id}`} value={i}>
                {one.name_id}
              </option>
            ))}
          </select>
        </label>
      )}
      <label>
        <span>{t.access.attributes}</span>
        <textarea
          rows={6}
          spellCheck={false}
          value={person.text}
          placeholder={'groups=team-leads\nsite=seoul'}
          onChange={(event) => setPerson({ ...person, text: event.target.value })}
        />
      </label>
      {wrong.length > 0 && (
        <p role="alert" className={css.wrong}>
          {t.access.wrong(wrong[0] ?? '')}
        </p>
      )}
      {field('name_id', t.access.nameId)}
      {field('provider', t.access.provider)}
      {field('address', t.access.address)}
      <button className={controls.primary} disabled={busy || wrong.length > 0}>
        {t.access.preview}
      </button>
      {error && <Refusal error={error} />}
    </form>
  )
}
