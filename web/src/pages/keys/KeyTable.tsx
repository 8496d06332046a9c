import { useLanguage } from '../../i18n/language'
import { stamp, stampUTC } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import records from '../../ui/Records.module.css'
import css from './Keys.module.css'

/** A key or token as both tables show it. */
export type Row = {
  id: string
  name: string
  /** What it is for, a line each. */
  scope: string[]
  by: string
  created: string
  last_used: string | null
  ends: string | null
  in_force: boolean
}

type Props = {
  rows: Row[]
  zone: string
  title: string
  /** Of the column that says what it is for. */
  head: string
  turn: (what: 'rotate' | 'revoke', row: Row) => void
}

/** Keys or tokens, those that are over in grey. */
export function KeyTable({ rows, zone, title, head, turn }: Props) {
  const { t } = useLanguage()
  const at = (moment: string | null, none: string) =>
    moment ? (
      <span className={css.moment} title={stampUTC(Date.parse(moment))}>
        {stamp(Date.parse(moment), zone)}
      </span>
    ) : (
      none
    )
  return (
    <div className={records.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={`${records.table ?? ''} ${css.table ?? ''}`}>
        <thead>
          <tr>
            {[t.secrets.name, head, t.secrets.made, t.secrets.lastUsed, t.secrets.ends].map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} data-over={!row.in_force || undefined}>
              <th scope="row">
                {row.name}
                <small lang="en">{row.id}</small>
              </th>
              <td>
                {row.scope.map((line) => (
                  <span key={line} className={css.line}>
                    {line}
                  </span>
                ))}
              </td>
              <td>
                {at(row.created, '')}
                {row.by && <small>{t.secrets.by(row.by)}</small>}
              </td>
              <td>{at(row.last_used, t.secrets.never)}</td>
              <td>
                {at(row.ends, t.secrets.noEnd)}
                {!row.in_force && <small>{t.secrets.over}</small>}
              </td>
              <td className={css.orders}>
                {row.in_force && (
                  <>
                    <button type="button" className={controls.button} onClick={() => turn('rotate', row)}>
                      {t.secrets.rotate}
                    </button>
                    <button type="button" className={controls.button} onClick={() => turn('revoke', row)}>
                      {t.secrets.revoke}
                    </button>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
