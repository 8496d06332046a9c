import { useLocation } from 'wouter'
import { useCatalogue } from '../../api/queries'
import { FilterTokens } from '../../filters/FilterTokens'
import { pick, useLanguage } from '../../i18n/language'
import { href } from '../../lib/scope'
import { stamp } from '../../lib/time'
import type { PageScope } from '../../shell/scope'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { MultiSelect } from '../../ui/MultiSelect'
import { Popover } from '../../ui/Popover'
import { Token } from '../../ui/Token'
import css from './Contacts.module.css'
import { HavingTokens } from './HavingTokens'
import { parseList, timeFields, withList, type ListState } from './list_state'
import { useSearch } from '../../lib/search'

/** By which moment the list goes, its filters as tokens, and its columns. */
export function ListTools({ page }: { page: PageScope }) {
  const { t, language } = useLanguage()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const catalogue = useCatalogue().data
  const list = parseList(search)
  const change = (next: Partial<ListState>) => navigate(href(path, withList(search, next)))
  return (
    <div className={css.tools}>
      <Basis list={list} change={change} />
      <Fixed list={list} zone={page.zone} change={change} />
      {catalogue && (
        <>
          <FilterTokens catalogue={catalogue} filters={list.where} change={(where) => change({ where })} />
          <HavingTokens columns={catalogue.columns} having={list.having} change={(having) => change({ having })} />
          <span className={css.columns}>
            <MultiSelect
              icon="columns"
              name={t.table.columns}
              all={t.table.columns}
              options={catalogue.columns.map((c) => ({ value: c.id, name: pick(c.title, language) }))}
              chosen={list.columns}
              choose={(columns) => change({ columns })}
            />
          </span>
        </>
      )}
    </div>
  )
}

type Props = { list: ListState; change: (next: Partial<ListState>) => void }

/** The time basis, and beside it a second one on whose other side the contacts are. */
function Basis({ list, change }: Props) {
  const { t } = useLanguage()
  const text = t.basis[list.time]
  return (
    <Popover
      dialog={t.explain.basis}
      className={list.outside ? `${controls.button ?? ''} ${controls.on ?? ''}` : controls.button}
      label={`${t.explain.basis}: ${text}`}
      button={
        <>
          <Icon name="calendar" size={16} />
          <span>{list.outside ? t.list.both(text, t.moment[list.outside]) : text}</span>
          <Icon name="chevronDown" size={14} />
        </>
      }
    >
      {() => (
        <div className={css.basis}>
          <h3>{t.explain.basis}</h3>
          {timeFields.map((field) => (
            <button
              key={field}
              type="button"
              className={controls.option}
              aria-pressed={list.time === field}
              onClick={() => change({ time: field })}
            >
              {t.moment[field]}
            </button>
          ))}
          <h3>{t.list.sides}</h3>
          {timeFields
            .filter((field) => field !== list.time)
            .map((field) => (
              <label key={field} className={controls.option}>
                <input
                  type="checkbox"
                  checked={list.outside === field}
                  onChange={() => change({ outside: list.outside === field ? '' : field })}
                />
                <span>{t.list.outside(t.moment[field])}</span>
              </label>
            ))}
        </div>
      )}
    </Popover>
  )
}

/** What a link from a figure has fixed: a metric, and a range to the minute. */
function Fixed({ list, zone, change }: Props & { zone: string }) {
  const { t, language } = useLanguage()
  const metrics = useCatalogue().data?.metrics ?? []
  const found = metrics.find((metric) => metric.id === list.metric.split(':')[0])
  const name = found ? pick(found.title, language) : list.metric
  const moment = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : stamp(Date.parse(text), zone))
  const tokens = [
    list.metric && {
      text: list.part > 0 ? t.list.below(name) : t.list.behind(name),
      gone: { metric: '', part: 0 },
    },
    list.from && { text: t.list.exactly(moment(list.from), moment(list.to)), gone: { from: '', to: '' } },
  ].filter((token) => token !== '')
  return tokens.map(({ text, gone }) => (
    <Token key={text} dropLabel={t.list.drop(text)} drop={() => change(gone)}>
      {text}
    </Token>
  ))
}
