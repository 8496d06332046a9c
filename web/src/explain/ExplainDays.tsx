import type { ExplainList } from '../api/model'
import { useLanguage } from '../i18n/language'
import { withoutMean, type Explained } from '../lib/figure'
import { count } from '../lib/format'
import { dayLabel } from '../lib/time'
import { Explain } from '../ui/Explain'
import css from './Explain.module.css'

/** The days over which a figure is a mean; the contacts of each can be taken apart in turn. */
export function ExplainDays({ days, explained }: { days: ExplainList['days']; explained: Explained }) {
  const { t, language } = useLanguage()
  const figure = withoutMean(explained.figure)
  return (
    <div className={css.scroll}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.explain.day}</th>
            <th scope="col" data-number>
              {t.explain.contactsOfDays}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ from, to, contacts }) => (
            <tr key={from}>
              <td>{dayLabel(from.slice(0, 10), language)}</td>
              <td data-number>
                <Explain figure={{ ...figure, from, to }}>{count(contacts)}</Explain>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
