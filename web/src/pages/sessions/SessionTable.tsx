import type { SignedInSession } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { stamp, stampUTC } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import records from '../../ui/Records.module.css'
import css from '../keys/Keys.module.css'

/** What can be done about a session, or about whose it is. */
export type Order = 'end' | 'endAll' | 'bar'

type Props = { sessions: SignedInSession[]; zone: string; give: (order: Order, of: SignedInSession) => void }

/** The host of an identity provider's name, where that is an address. */
function hostOf(provider: string): string {
  return provider.replace(/^https?:\/\/([^/]+).*$/, '$1')
}

/** Who is signed in. */
export function SessionTable({ sessions, zone, give }: Props) {
  const { t } = useLanguage()
  const texts = t.sessions
  const at = (moment: string) => (
    <span className={css.moment} title={stampUTC(Date.parse(moment))}>
      {stamp(Date.parse(moment), zone)}
    </span>
  )
  const same = (of: SignedInSession) =>
    sessions.filter((one) => one.provider === of.provider && one.name_id === of.name_id).length
  const button = (order: Order, of: SignedInSession, label: string) => (
    <button type="button" className={controls.button} onClick={() => give(order, of)}>
      {label}
    </button>
  )
  return (
    <div className={records.scroll} tabIndex={0} role="group" aria-label={texts.list}>
      <table className={`${records.table ?? ''} ${css.table ?? ''}`}>
        <thead>
          <tr>
            {[texts.who, texts.way, texts.roles, texts.address, texts.since, texts.lastSeen].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {sessions.map((one) => (
            <tr key={one.id} data-session={one.id}>
              <th scope="row" title={one.name_id}>
                {one.name}
                {one.own && <small>{texts.own}</small>}
              </th>
              <td className={css.way}>
                {word(texts.ways, one.by)}
                {one.applications.length > 0 && <small>{texts.opened(one.applications.join(', '))}</small>}
                {one.by !== 'account' && (
                  <small lang="en" title={one.provider}>
                    {hostOf(one.provider)}
                  </small>
                )}
              </td>
              <td>
                {one.denied ? texts.denied : one.roles.map((role) => word(t.me.roles, role)).join(', ') || texts.noRole}
              </td>
              <td lang="en">{one.address || '–'}</td>
              <td>{at(one.since)}</td>
              <td>{at(one.last_seen)}</td>
              <td className={css.orders}>
                {button('end', one, texts.end)}
                {same(one) > 1 && button('endAll', one, texts.endAll(same(one)))}
                {one.by !== 'account' && !one.own && button('bar', one, texts.bar)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
