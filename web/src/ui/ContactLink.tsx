import { Link } from 'wouter'
import { useLanguage } from '../i18n/language'
import { shortId } from '../lib/short_id'
import css from './ContactLink.module.css'

/** Leads to a contact's page by the front of its id. The whole id is its tooltip and its spoken name. */
export function ContactLink({ id, href }: { id: string; href: string }) {
  const { t } = useLanguage()
  return (
    <Link className={css.id} href={href} title={id} aria-label={t.contacts.open(id)}>
      {shortId(id)}
    </Link>
  )
}
