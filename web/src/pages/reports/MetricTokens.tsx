import { useState, type SubmitEvent } from 'react'
import { Link } from 'wouter'
import type { Catalogue, Metric } from '../../api/model'
import { pick, useLanguage } from '../../i18n/language'
import { metricOf, parseSpec, specText, specTitle } from '../../lib/metric_spec'
import { ColumnPicker } from '../../ui/ColumnPicker'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Popover } from '../../ui/Popover'
import css from './Reports.module.css'
import { dimensionTitle, isAttribute } from './words'

type Props = { catalogue: Catalogue; chosen: string[]; by: string[]; change: (metrics: string[]) => void }

/** Which figures a report shows, in their order, each with its parameters. */
export function MetricTokens({ catalogue, chosen, by, change }: Props) {
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
    <div className={css.tokens}>
      {chosen.map((spec, at) => (
        <Token
          key={spec}
          spec={spec}
          catalogue={catalogue}
          refused={refused}
          replace={(next) => change(chosen.map((s) => (s === spec ? next : s)))}
          move={(step) => change(moved(chosen, at, at + step))}
          first={at === 0}
          last={at === chosen.length - 1}
          drop={() => change(chosen.filter((s) => s !== spec))}
        />
      ))}
      <ColumnPicker sections={sections} chosen={ids} choose={choose} label={t.reports.addMetric} refused={refused} />
    </div>
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

type TokenProps = {
  spec: string
  catalogue: Catalogue
  refused: (metric: Metric) => string | null
  replace: (spec: string) => void
  move: (step: -1 | 1) => void
  first: boolean
  last: boolean
  drop: () => void
}

function Token({ spec, catalogue, refused, replace, move, first, last, drop }: TokenProps) {
  const { t, language } = useLanguage()
  const metric = metricOf(catalogue.metrics, spec)
  const title = metric ? specTitle(metric, spec, language) : spec
  const wrong = metric ? refused(metric) : t.metrics.unknown(spec)
  return (
    <span className={css.token} data-wrong={wrong ? true : undefined}>
      <Popover dialog={title} label={`${title}: ${t.reports.settings}`} button={<span>{title}</span>}>
        {(close) => (
          <div className={css.form}>
            <h3>{title}</h3>
            {wrong && <p>{wrong}</p>}
            {metric && <p>{pick(metric.definition, language)}</p>}
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
            <div className={css.row}>
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
      <button type="button" className={css.drop} aria-label={t.reports.drop(title)} onClick={drop}>
        <Icon name="close" size={13} />
      </button>
    </span>
  )
}

/** A field for each parameter: a word of those that it takes, else a number. */
function Parameters({ metric, spec, replace }: { metric: Metric; spec: string; replace: (spec: string) => void }) {
  const { t, language } = useLanguage()
  const [values, setValues] = useState(() => {
    const { parameters } = parseSpec(spec)
    return Object.fromEntries(metric.parameters.map((p) => [p.name, parameters[p.name] ?? p.default]))
  })
  const set = (name: string, value: string) => setValues((before) => ({ ...before, [name]: value }))
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    replace(specText(metric, values))
  }
  return (
    <form className={css.form} onSubmit={submit}>
      {metric.parameters.map((p) => (
        <label key={p.name}>
          <span>{pick(p.meaning, language)}</span>
          {p.choices.length > 0 ? (
            <select value={values[p.name]} onChange={(e) => set(p.name, e.target.value)}>
              {p.choices.map((choice) => (
                <option key={choice}>{choice}</option>
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
