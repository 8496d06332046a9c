import { useState, type SubmitEvent } from 'react'
import { Link } from 'wouter'
import type { Catalogue, Metric, QueryResult } from '../../api/model'
import { dimensionTitle, isAttribute } from '../../i18n/dimension'
import { pick, useLanguage } from '../../i18n/language'
import { countedAs, metricOf, parseSpec, specText, specTitle, worded } from '../../lib/metric_spec'
import { ColumnPicker } from '../../ui/ColumnPicker'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import { Token, Tokens } from '../../ui/Token'

type Props = {
  catalogue: Catalogue
  chosen: string[]
  by: string[]
  /** Of the answer, which says how figures with parameters are counted; none yet: they are told without. */
  columns: QueryResult['columns'] | undefined
  change: (metrics: string[]) => void
}

/** Which figures a report shows, in their order, each with its parameters. */
export function MetricTokens({ catalogue, chosen, by, columns, change }: Props) {
  const { t, language } = useLanguage()
  const ids = chosen.map((spec) => parseSpec(spec).id)
  const sections = catalogue.groups.map((group) => ({
    id: group.id,
    title: pick(group.title, language),
    metrics: catalogue.metrics.filter((m) => m.group === group.id),
  }))
  const choose = (next: string[]) =>
    change([...chosen.filter((spec) => next.includes(parseSpec(spec).id)), ...next.filter((id) => !ids.includes(id))])
  const refused = (metric: Metric) => {
    const not = by.find((d) => !splits(metric, d))
    return not ? t.reports.notBy(dimensionTitle(not, catalogue.dimensions, language)) : null
  }
  return (
    <Tokens>
      {chosen.map((spec, at) => (
        <Figure
          key={spec}
          spec={spec}
          catalogue={catalogue}
          columns={columns}
          refused={refused}
          replace={(next) => change(chosen.map((s) => (s === spec ? next : s)))}
          move={(step) => change(moved(chosen, at, at + step))}
          first={at === 0}
          last={at === chosen.length - 1}
          drop={() => change(chosen.filter((s) => s !== spec))}
        />
      ))}
      <ColumnPicker sections={sections} chosen={ids} choose={choose} label={t.reports.addMetric} refused={refused} />
    </Tokens>
  )
}

/** Whether a metric can be split by a dimension; what the catalogue does not list is the server's to say. */
export function splits(metric: Metric, dimension: string): boolean {
  return isAttribute(dimension) || metric.dimensions.includes(dimension)
}

function moved(list: string[], from: number, to: number): string[] {
  const rest = list.filter((_, i) => i !== from)
  return [...rest.slice(0, to), ...list.slice(from, from + 1), ...rest.slice(to)]
}

type FigureProps = {
  spec: string
  catalogue: Catalogue
  columns: Props['columns']
  refused: (metric: Metric) => string | null
  replace: (spec: string) => void
  move: (step: -1 | 1) => void
  first: boolean
  last: boolean
  drop: () => void
}

function Figure({ spec, catalogue, columns, refused, replace, move, first, last, drop }: FigureProps) {
  const { t, language } = useLanguage()
  const metric = metricOf(catalogue.metrics, spec)
  const title = metric ? specTitle(metric, spec, language) : spec
  const counted = metric && countedAs(metric, spec, columns)
  const wrong = metric ? refused(metric) : t.metrics.unknown(spec)
  return (
    <Token wrong={wrong !== null} dropLabel={t.reports.drop(title)} drop={drop}>
      <Popover dialog={title} label={`${title}: ${t.reports.settings}`} button={<span>{title}</span>}>
        {(close) => (
          <div className={controls.form}>
            <h3>{title}</h3>
            {wrong && <p>{wrong}</p>}
            {counted && !worded(metric, parseSpec(spec).parameters) && <p>{pick(counted.definition, language)}</p>}
            {metric && metric.parameters.length > 0 && (
              <Parameters
                metric={metric}
                spec={spec}
                replace={(next) => {
                  replace(next)
                  close()
                }}
              />
            )}
            <div className={controls.row}>
              <button type="button" className={controls.button} disabled={first} onClick={() => move(-1)}>
                <Icon name="chevronLeft" size={14} />
                {t.reports.earlier}
              </button>
              <button type="button" className={controls.button} disabled={last} onClick={() => move(1)}>
                {t.reports.later}
                <Icon name="chevronRight" size={14} />
              </button>
              {metric && (
                <Link className={controls.ghost} href={`/dictionary/${metric.id}`}>
                  {t.reports.dictionary}
                </Link>
              )}
            </div>
          </div>
        )}
      </Popover>
    </Token>
  )
}

/** A field for each parameter: a word of those that it takes, else a number; a word instead of one says all the others too. */
function Parameters({ metric, spec, replace }: { metric: Metric; spec: string; replace: (spec: string) => void }) {
  const { t, language } = useLanguage()
  const [values, setValues] = useState(() => {
    const { parameters } = parseSpec(spec)
    return Object.fromEntries(metric.parameters.map((p) => [p.name, parameters[p.name] ?? p.default]))
  })
  const set = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }))
  const word = worded(metric, values)
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    replace(specText(metric, values))
  }
  return (
    <form className={controls.form} onSubmit={submit}>
      {metric.parameters.flatMap((p) =>
        p.words.map((word) => (
          <label key={word.value} className={controls.word}>
            <input
              type="checkbox"
              checked={values[p.name] === word.value}
              onChange={(e) => set(p.name, e.target.checked ? word.value : p.default)}
            />
            <span>{pick(word.meaning, language)}</span>
          </label>
        )),
      )}
      {word && <p>{pick(word.meaning, language)}</p>}
      {(word ? [] : metric.parameters).map((p) => (
        <label key={p.name}>
          <span>{pick(p.meaning, language)}</span>
          {p.choices.length > 0 ? (
            <select value={values[p.name]} onChange={(e) => set(p.name, e.target.value)}>
              {p.choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {pick(choice.meaning, language)}
                </option>
              ))}
            </select>
          ) : (
            <input
              inputMode="numeric"
              pattern="[0-9]+"
              required
              value={values[p.name]}
              onChange={(e) => set(p.name, e.target.value)}
            />
          )}
        </label>
      ))}
      <button type="submit" className={controls.primary}>
        {t.reports.apply}
      </button>
    </form>
  )
}
