import type { BarredPerson } from '../../api/model'
import { useUnbar } from '../../api/sessions'
import { useLanguage } from '../../i18n/language'
import { stamp, stampUTC } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import records from '../../ui/Records.module.css'
import { Refusal } from '../../ui/State'
import css from '../keys/Keys.module.css'

/** Whom an administrator has barred. */
export function BarredTable({ people, zone }: { people: BarredPerson[]; zone: string }) {
  const { t } = useLanguage()
  const unbar = useUnbar()
  const texts = t.sessions
  return (
    <div className={records.scroll} tabIndex={0} role="group" aria-label={texts.barred}>
      {unbar.error && <Refusal error={unbar.error} />}
      <table className={`${records.table ?? ''} ${css.table ?? ''}`}>
        <thead>
          <tr>
            {[texts.who, texts.note, texts.barredAt, texts.barredBy].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.name_id}
                <small lang="en">{one.provider}</small>
              </th>
              <td>{one.note || '–'}</td>
              <td className={css.moment} title={stampUTC(Date.parse(one.at))}>
                {stamp(Date.parse(one.at), zone)}
              </td>
              <td>{one.by || '–'}</td>
              <td className={css.orders}>
                <button
                  type="button"
                  className={controls.button}
                  disabled={unbar.isPending}
                  onClick={() => unbar.mutate(one.id)}
                >
                  {texts.unbar}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
