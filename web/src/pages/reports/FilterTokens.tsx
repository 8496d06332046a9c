import { useDeferredValue, useState } from 'react'
import type { Catalogue } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import type { Filter } from '../../lib/where'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { DimensionList } from './GroupTokens'
import css from './Reports.module.css'
import { useValues } from './useValues'
import { dimensionTitle } from './words'

type Props = {
  catalogue: Catalogue
  filters: Filter[]
  change: (filters: Filter[]) => void
}

/** Which contacts a report is about. */
export function FilterTokens({ catalogue, filters, change }: Props) {
  const { t } = useLanguage()
  return (
    <div className={css.tokens}>
      {filters.map((filter, at) => (
        <Token
          key={`${filter.dimension}${String(filter.not)}`}
          filter={filter}
          catalogue={catalogue}
          replace={(next) => change(filters.flatMap((f, i) => (i === at ? (next ? [next] : []) : [f])))}
        />
      ))}
      <Popover
        dialog={t.reports.addFilter}
        className={controls.button}
        button={
          <>
            <Icon name="plus" size={15} />
            {t.reports.addFilter}
          </>
        }
      >
        {(close) => (
          <NewFilter
            catalogue={catalogue}
            done={(filter) => {
              change(joined(filters, filter))
              close()
            }}
          />
        )}
      </Popover>
    </div>
  )
}

/** Filters of one dimension and sense are one. */
function joined(filters: Filter[], next: Filter): Filter[] {
  const known = filters.find((f) => f.dimension === next.dimension && f.not === next.not)
  if (!known) return [...filters, next]
  return filters.map((f) => (f === known ? { ...f, values: [...new Set([...f.values, ...next.values])] } : f))
}

type TokenProps = {
  filter: Filter
  catalogue: Catalogue
  replace: (filter: Filter | null) => void
}

function Token({ filter, catalogue, replace }: TokenProps) {
  const { t, language } = useLanguage()
  const { name } = useValues(filter.dimension)
  const title = dimensionTitle(filter.dimension, catalogue.dimensions, language)
  const [one, ...more] = filter.values.map(name)
  const values = more.length > 1 ? `${one ?? ''} ${t.reports.andMore(more.length)}` : [one, ...more].join(', ')
  const text = t.reports.filter(title, values, filter.not)
  return (
    <span className={css.token}>
      <Popover
        dialog={title}
        title={text}
        button={
          <span>
            {title} <span className={filter.not ? css.not : undefined}>{filter.not ? '≠' : '='}</span> {values}
          </span>
        }
      >
        {(close) => (
          <Values
            filter={filter}
            title={title}
            done={(next) => {
              replace(next.values.length > 0 ? next : null)
              close()
            }}
          />
        )}
      </Popover>
      <button type="button" className={css.drop} aria-label={t.reports.drop(text)} onClick={() => replace(null)}>
        <Icon name="close" size={13} />
      </button>
    </span>
  )
}

/** First what, then which of it. */
function NewFilter({ catalogue, done }: { catalogue: Catalogue; done: (f: Filter) => void }) {
  const { language } = useLanguage()
  const [dimension, setDimension] = useState('')
  if (dimension === '') return <DimensionList catalogue={catalogue} pick={setDimension} />
  return (
    <Values
      filter={{ dimension, values: [], not: false }}
      title={dimensionTitle(dimension, catalogue.dimensions, language)}
      done={done}
    />
  )
}

type ValuesProps = { filter: Filter; title: string; done: (filter: Filter) => void }

function Values({ filter, title, done }: ValuesProps) {
  const { t } = useLanguage()
  const [not, setNot] = useState(filter.not)
  const [chosen, choose] = useState(filter.values)
  const [find, setFind] = useState('')
  const { options, name } = useValues(filter.dimension, useDeferredValue(find.trim()))
  const wanted = find.trim()
  const all = [
    ...options,
    ...chosen.filter((v) => !options.some((o) => o.value === v)).map((value) => ({ value, name: name(value) })),
  ]
  const shown = all.filter((o) => `${o.name} ${o.value}`.toLowerCase().includes(wanted.toLowerCase()))
  const own = wanted !== '' && !all.some((o) => o.value === wanted || o.name === wanted)
  const toggle = (value: string) =>
    choose(chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value])
  return (
    <fieldset className={css.form}>
      <legend className="cc-hidden">{title}</legend>
      <h3>{title}</h3>
      <div className={css.switch} role="group" aria-label={title}>
        <button type="button" aria-pressed={!not} onClick={() => setNot(false)}>
          {t.reports.is}
        </button>
        <button type="button" aria-pressed={not} onClick={() => setNot(true)}>
          {t.reports.isNot}
        </button>
      </div>
      <div className={controls.field}>
        <Icon name="search" size={15} />
        <input
          data-autofocus
          type="search"
          value={find}
          placeholder={t.filter.search}
          aria-label={`${title}: ${t.filter.search}`}
          onChange={(e) => setFind(e.target.value)}
        />
      </div>
      <div className={controls.list}>
        {shown.slice(0, mostShown).map((option) => (
          <label key={option.value} className={controls.option}>
            <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <span>{option.name}</span>
          </label>
        ))}
        {shown.length > mostShown && <p className={controls.empty}>{t.reports.findMore(shown.length - mostShown)}</p>}
        {own && (
          <button type="button" className={controls.option} onClick={() => toggle(wanted)}>
            {t.reports.ownValue(wanted)}
          </button>
        )}
      </div>
      <button
        type="button"
        className={controls.primary}
        disabled={chosen.length === 0 && filter.values.length === 0}
        onClick={() => done({ ...filter, not, values: chosen })}
      >
        {t.reports.apply}
      </button>
    </fieldset>
  )
}

/** More are found by their names. */
const mostShown = 200
