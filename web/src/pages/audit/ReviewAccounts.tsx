import { Link } from 'wouter'
import type { AuditReview } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { href, scopeOnly } from '../../lib/scope'
import { useSearch } from '../../lib/search'
import { Shape } from '../../ui/Shape'
import records from '../../ui/Records.module.css'
import css from './Audit.module.css'

type Account = AuditReview['accounts'][number]

/** Whole numbers as they are, means with one digit: 0.3 looks a month are not none. */
const mean = (value: number) => (Number.isInteger(value) ? count(value) : value.toFixed(1))

/** What each account did in the month; its name leads to its records. */
export function ReviewAccounts({ accounts }: { accounts: Account[] }) {
  const { t } = useLanguage()
  const search = useSearch()
  const texts = t.review
  const recordsOf = (who: string) => {
    const params = new URLSearchParams(scopeOnly(search))
    params.set('who', who)
    return href('/audit', params.toString())
  }
  const columns: [string, (a: Account) => string][] = [
    [texts.looks, (a) => count(a.looks)],
    [texts.unmasked, (a) => count(a.unmasked)],
    [texts.files, (a) => count(a.downloads)],
    [texts.before, (a) => mean(a.before)],
    [texts.busiest, (a) => (a.busiest_day ? `${a.busiest_day} (${count(a.busiest)})` : '–')],
    [texts.offHours, (a) => count(a.off_hours)],
    [texts.signIns, (a) => count(a.sign_ins)],
    [texts.failed, (a) => count(a.failed_sign_ins)],
    [texts.denied, (a) => count(a.refused)],
    [texts.changed, (a) => count(a.changes)],
    [texts.addresses, (a) => count(a.addresses)],
  ]
  return (
    <div className={records.scroll} tabIndex={0} role="group" aria-label={texts.accounts}>
      <table className={[records.table, css.table, css.figures].join(' ')}>
        <thead>
          <tr>
            <th scope="col">{t.audit.who}</th>
            {columns.map(([head]) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {accounts.map((a) => (
            <tr key={`${a.provider} ${a.who}`}>
              <th scope="row" title={a.provider}>
                {a.who ? <Link href={recordsOf(a.who)}>{a.who}</Link> : t.audit.unknown}
                {a.unusual && (
                  <small data-unusual>
                    <Shape tone="warn" /> {texts.unusual}
                  </small>
                )}
              </th>
              {columns.map(([head, cell]) => (
                <td key={head}>{cell(a)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
