import type { SignInPlan } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { count } from '../../lib/format'
import records from '../../ui/Records.module.css'
import { Say } from './Say'
import css from './Sso.module.css'

/** Which attribute the logins of the users are, beside what the sign-in sends, and whom nobody would meet. */
export function Logins({ logins }: { logins: NonNullable<SignInPlan['logins']> }) {
  const { t } = useLanguage()
  const texts = t.sso.logins
  const attribute = (name: string) => word(t.planned.attributes, name)
  const another = logins.suggested !== undefined && logins.suggested !== logins.sent
  return (
    <section className={css.stack} aria-labelledby="logins" data-logins={logins.missed}>
      <h3 id="logins">{texts.title}</h3>
      {logins.advice !== '' && (
        <p className={another || logins.missed > 0 ? css.warning : css.good}>
          {another ? texts.another(attribute(logins.suggested ?? '')) : <Say text={logins.advice} />}
        </p>
      )}
      {logins.unread && (
        <details className={css.warning}>
          <summary>{texts.unread}</summary>
          <p lang="en">{logins.unread}</p>
        </details>
      )}
      {logins.users > 0 && (
        <dl className={css.fits}>
          {logins.attributes.map((fit) => (
            <div key={fit.attribute} data-sent={fit.attribute === logins.sent || undefined}>
              <dt>
                {attribute(fit.attribute)}
                {fit.attribute === logins.sent && <small>{texts.sent}</small>}
              </dt>
              <dd>
                {count(fit.users)} <small>{texts.of(count(logins.users))}</small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {logins.users > 0 && <p className={css.quiet}>{logins.directory ? texts.byPeople : texts.byLook}</p>}
      {logins.missed > 0 && <Missed logins={logins} attribute={attribute} />}
    </section>
  )
}

type MissedProps = { logins: NonNullable<SignInPlan['logins']>; attribute: (name: string) => string }

function Missed({ logins, attribute }: MissedProps) {
  const { t } = useLanguage()
  const texts = t.sso.logins
  return (
    <details className={css.more}>
      <summary>{texts.missed(count(logins.missed))}</summary>
      <div className={records.scroll} tabIndex={0} role="group" aria-label={texts.missed(count(logins.missed))}>
        <table className={`${records.table ?? ''} ${css.entries ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">{t.sso.users.login}</th>
              <th scope="col">{texts.is}</th>
              <th scope="col">{texts.why}</th>
            </tr>
          </thead>
          <tbody>
            {logins.named.map((one) => (
              <tr key={one.login}>
                <th scope="row">{one.login}</th>
                <td>{one.attributes.map(attribute).join(', ') || '–'}</td>
                <td>{one.because && <Say text={one.because} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {logins.missed > logins.named.length && (
        <p className={css.quiet}>{t.sso.users.more(count(logins.named.length), count(logins.missed))}</p>
      )}
    </details>
  )
}
