import { useMe } from '../api/session'
import { useLanguage } from '../i18n/language'
import { Icon } from '../ui/Icon'
import css from './Person.module.css'

/** Who is signed in, with the way out; where nobody signs in the way to the portal, if a demo has one. */
export function Person() {
  const { t } = useLanguage()
  const { data: me } = useMe()
  if (!me || (me.by === 'none' && !me.portal)) return null
  if (me.by === 'none')
    return (
      <a href={me.portal} className={css.portal} title={t.me.portal} aria-label={t.me.portal}>
        <Icon name="apps" size={16} />
        <span>{t.me.portal}</span>
      </a>
    )
  const roles = me.roles.map((role) => t.me.roles[role])
  if (me.limited) roles.push(t.me.limited)
  return (
    // A form, not a question to the API: the server's answer is a page, which takes this one's place.
    <form method="post" action={me.sign_out} className={css.person} data-me={me.by}>
      <p title={[me.name, t.me.by[me.by]].join(' · ')}>
        <Icon name="agent" size={16} />
        <span>
          <b>{me.name}</b>
          <small>{roles.join(', ')}</small>
        </span>
      </p>
      {me.portal && (
        <a href={me.portal} title={t.me.portal} aria-label={t.me.portal}>
          <Icon name="apps" size={16} />
        </a>
      )}
      <button type="submit" title={`${me.name} · ${t.me.signOut}`} aria-label={t.me.signOut}>
        <Icon name="signOut" size={16} />
      </button>
    </form>
  )
}
