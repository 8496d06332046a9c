import { useState, type SubmitEvent } from 'react'
import type { ErasureRequest } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import controls from '../../ui/Controls.module.css'
import { Refusal } from '../../ui/State'
import css from './Erasure.module.css'

type Props = { contact: string; count: (request: ErasureRequest) => void; error: Error | null }

/** Whom to forget. */
export function ErasureForm({ contact, count, error }: Props) {
  const { t } = useLanguage()
  const [customers, writeCustomers] = useState('')
  const [contacts, writeContacts] = useState(contact)
  const request = { customers: lines(customers), contacts: lines(contacts) }
  const none = request.customers.length + request.contacts.length === 0
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (!none) count(request)
  }
  return (
    <form className={css.form} onSubmit={submit}>
      <label>
        {t.erasure.customers}
        <textarea
          rows={3}
          value={customers}
          placeholder={t.erasure.customersPlace}
          autoComplete="off"
          spellCheck={false}
          onChange={(e) => writeCustomers(e.target.value)}
        />
        <small>{t.erasure.customersNote}</small>
      </label>
      <label>
        {t.erasure.contacts}
        <textarea
          rows={3}
          value={contacts}
          placeholder="0f8fad5b-d9cb-469f-a165-70867728950e"
          autoComplete="off"
          spellCheck={false}
          onChange={(e) => writeContacts(e.target.value)}
        />
        <small>{t.erasure.contactsNote}</small>
      </label>
      <div className={css.actions}>
        <button className={controls.primary} disabled={none}>
          {t.erasure.count}
        </button>
        {error && <Refusal error={error} />}
      </div>
    </form>
  )
}

/** The lines of a text that have something on them. */
function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
