import { useDeferredValue, useState } from 'react'
import type { Catalogue } from '../api/model'
import { dimensionTitle } from '../i18n/dimension'
import { useLanguage } from '../i18n/language'
import type { Filter } from '../lib/where'
import controls from '../ui/Controls.module.css'
import { Icon } from '../ui/Icon'
import { OptionList } from '../ui/OptionList'
import { Popover } from '../ui/Popover'
import { Token, Tokens } from '../ui/Token'
import { DimensionList } from './DimensionList'
import css from './FilterTokens.module.css'
import { useValues } from './useValues'

type Props = {
  catalogue: Catalogue
  filters: Filter[]
  change: (filters: Filter[]) => void
}

/** Which contacts a report or a list is about. */
export function FilterTokens({ catalogue, filters, change }: Props) {
  const { t } = useLanguage()
  return (
    <Tokens>
      {filters.map((filter, at) => (
        <FilterToken
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
    </Tokens>
  )
}

/** Filters of one dimension and sense are one. */
function joined(filters: Filter[], next: Filter): Filter[] {
  const known = filters.find((f) => f.dimension === next.dimension && f.not === next.not)
  if (!known) return [...filters, next]
  return filters.map((f) => (f === known ? { ...f, values: [...new Set([...f.values, ...next.values])] } : f))
}

type FilterTokenProps = {
  filter: Filter
  catalogue: Catalogue
  replace: (filter: Filter | null) => void
}

function FilterToken({ filter, catalogue, replace }: FilterTokenProps) {
  const { t, language } = useLanguage()
  const { name } = useValues(filter.dimension)
  const title = dimensionTitle(filter.dimension, catalogue.dimensions, language)
  const [one, ...more] = filter.values.map(name)
  const values = more.length > 1 ? `${one ?? ''} ${t.reports.andMore(more.length)}` : [one, ...more].join(', ')
  const text = t.reports.filter(title, values, filter.not)
  return (
    <Token dropLabel={t.reports.drop(text)} drop={() => replace(null)}>
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
    </Token>
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
  const own = wanted !== '' && !all.some((o) => o.value === wanted || o.name === wanted)
  return (
    <fieldset className={controls.form}>
      <legend className="cc-hidden">{title}</legend>
      <h3>{title}</h3>
      <div className={controls.switch} role="group" aria-label={title}>
        <button type="button" aria-pressed={!not} onClick={() => setNot(false)}>
          {t.reports.is}
        </button>
        <button type="button" aria-pressed={not} onClick={() => setNot(true)}>
          {t.reports.isNot}
        </button>
      </div>
      <OptionList title={title} options={all} chosen={chosen} choose={choose} find={find} setFind={setFind}>
        {own && (
          <button type="button" className={controls.option} onClick={() => choose([...chosen, wanted])}>
            {t.reports.ownValue(wanted)}
          </button>
        )}
      </OptionList>
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
