import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { ExplainPart, Explanation } from '../api/model'
import { pick, useLanguage } from '../i18n/language'
import { withExplained, type FigureRef } from '../lib/figure'
import { count, duration, durationWords, exactSeconds, figure, none } from '../lib/format'
import { rangeText } from '../lib/range'
import { href, parseScope, withScope } from '../lib/scope'
import { addDays, isDay, offsetLabel } from '../lib/time'
import css from './Explain.module.css'
import { FilterText } from './FilterText'
import { RangeText } from './RangeText'
import { useSearch } from '../lib/search'

type Props = {
  of: FigureRef
  explanation: Explanation
  part: number
  choose: (part: number) => void
  /** Without the figure itself, where that stands above. */
  bare?: boolean | undefined
}

/** The figure, the division that it is, and everything that it was asked with. */
export function ExplainFigure({ of, explanation, part, choose, bare }: Props) {
  const { t, language } = useLanguage()
  const { metric, zone } = explanation
  const from = Date.parse(explanation.from)
  const text = t.explain
  return (
    <>
      {!bare && <Hero of={of} explanation={explanation} />}
      <p className={css.definition}>
        {pick(metric.definition, language)} {of.per && text.perLong}
      </p>
      {isDivision(explanation) && <Parts of={of} explanation={explanation} part={part} choose={choose} />}
      <dl className={css.facts}>
        <Fact name={text.range}>
          <RangeText of={explanation} />
          <small>{`${zone} · ${offsetLabel(from, zone)}`}</small>
          <OnlyRange of={of} />
        </Fact>
        <Fact name={text.basis}>
          {t.moment[explanation.time_field]}
          {of.only && <small>{t.reports.only[of.only] ?? of.only}</small>}
        </Fact>
        <Fact name={text.filters}>
          {explanation.filters.length === 0 ? (
            explanation.time_field === 'time_spent' ? (
              text.noFiltersSpent
            ) : (
              text.noFilters
            )
          ) : (
            <ul className={css.chips}>
              {explanation.filters.map((filter, i) => (
                <li key={i}>
                  <FilterText filter={filter} />
                </li>
              ))}
            </ul>
          )}
        </Fact>
        <Fact name={text.formula}>
          <code>{metric.formula}</code>
          <Fields parts={explanation.parts} />
        </Fact>
        {metric.connect_name && (
          <Fact name={text.connect}>
            <code>{metric.connect_name}</code>
          </Fact>
        )}
        <Fact name={text.source}>
          <a href={metric.source_url} target="_blank" rel="noreferrer" lang="en">
            {metric.source_url.split('/').at(-1)?.replace('.html', '')}
          </a>
        </Fact>
      </dl>
    </>
  )
}

/** The figure as its page shows it, and to two places where it is rounded there. */
function Hero({ of, explanation }: Pick<Props, 'of' | 'explanation'>) {
  const { language } = useLanguage()
  const { figure: value, metric, combine } = explanation
  const seconds = metric.unit === 'seconds'
  const exact = of.per
    ? value?.toFixed(2)
    : seconds && timed.includes(combine) && value !== null && exactSeconds(value, language)
  return (
    <p className={css.figure}>
      <b title={seconds ? durationWords(value, language) : undefined}>
        {of.per ? count(value) : figure(value, metric.unit)}
      </b>
      {exact && <small>{exact}</small>}
    </p>
  )
}

/** The page with the range of the figure, where that is a part of the page's own and made of whole days. */
function OnlyRange({ of }: { of: FigureRef }) {
  const { t } = useLanguage()
  const [path] = useLocation()
  const search = useSearch()
  if (!isDay(of.from) || !isDay(of.to)) return null
  const range = { kind: 'days', first: of.from, last: addDays(of.to, -1) } as const
  if (rangeText(parseScope(search).range) === rangeText(range)) return null
  return (
    <Link className={css.only} href={href(path, withScope(withExplained(search, null), { range }))}>
      {t.explain.only}
    </Link>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** The ways of making a figure after which its seconds are no whole ones. */
const timed: Explanation['combine'][] = ['mean', 'time', 'mean_time']

/** Whether the figure is one number by another: not of one part, and no mean of the shares of several agents. */
function isDivision({ parts, combine, list }: Explanation): boolean {
  return parts.length > 1 && (combine !== 'agent_mean' || list.intervals.length > 0)
}

/** A division as people write it: each number chooses whose contacts are listed. */
function Parts({ of, explanation, part, choose }: Props) {
  const { t } = useLanguage()
  const mean = explanation.combine.startsWith('mean') ? [t.explain.summed, t.explain.counted] : null
  const names = of.per
    ? [t.explain.contactsOfDays, t.explain.workingDays]
    : (mean ?? [t.explain.above, t.explain.below])
  return (
    <div className={css.parts} role="group" aria-label={t.explain.parts}>
      {explanation.parts.map((one, i) => (
        <button key={i} type="button" aria-pressed={part === i} className={css.part} onClick={() => choose(i)}>
          <span>{names[i]}</span>
          <b>{partValue(one)}</b>
          <code>{one.formula}</code>
        </button>
      ))}
    </div>
  )
}

function partValue(part: ExplainPart): string {
  if (part.unit === 'milliseconds') return part.value === null ? none : duration(part.value / 1000)
  return part.unit === 'seconds' ? duration(part.value) : count(part.value)
}

/** The columns of the formulas in words, with the fields of the record that they come from. */
function Fields({ parts }: { parts: ExplainPart[] }) {
  const { language } = useLanguage()
  const columns = new Map(parts.flatMap((part) => part.columns).map((column) => [column.id, column]))
  return (
    <ul className={css.fields}>
      {[...columns.values()].map((column) => (
        <li key={column.id}>
          <code>{column.id}</code> {pick(column.title, language)} <small lang="en">{column.field}</small>
        </li>
      ))}
    </ul>
  )
}
