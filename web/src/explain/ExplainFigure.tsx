import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { ExplainPart, Explanation } from '../api/model'
import { pick, useLanguage } from '../i18n/language'
import { withExplained, type FigureRef } from '../lib/figure'
import { count, duration, durationWords, figure } from '../lib/format'
import { rangeText } from '../lib/range'
import { href, parseScope, withScope } from '../lib/scope'
import { addDays, isDay, offsetLabel, stamp } from '../lib/time'
import css from './Explain.module.css'
import { FilterText } from './FilterText'
import { useSearch } from '../lib/search'

type Props = { of: FigureRef; explanation: Explanation; part: number; choose: (part: number) => void }

/** The figure, the division that it is, and everything that it was asked with. */
export function ExplainFigure({ of, explanation, part, choose }: Props) {
  const { t, language } = useLanguage()
  const { metric, zone } = explanation
  const from = Date.parse(explanation.from)
  const text = t.explain
  return (
    <>
      <p className={css.figure}>
        <b title={metric.unit === 'seconds' ? durationWords(explanation.figure, language) : undefined}>
          {figure(explanation.figure, metric.unit)}
        </b>
        {metric.unit === 'seconds' && explanation.figure !== null && explanation.combine === 'mean' && (
          <small>{`${explanation.figure.toFixed(2)} s`}</small>
        )}
      </p>
      <p className={css.definition}>{pick(metric.definition, language)}</p>
      {explanation.parts.length > 1 && <Parts of={of} explanation={explanation} part={part} choose={choose} />}
      <dl className={css.facts}>
        <Fact name={text.range}>
          {`${short(from, zone)} – ${short(Date.parse(explanation.to), zone)}`}
          <small>{`${zone} · ${offsetLabel(from, zone)}`}</small>
          <OnlyRange of={of} />
        </Fact>
        <Fact name={text.basis}>{t.moment[explanation.time_field]}</Fact>
        <Fact name={text.filters}>
          {explanation.filters.length === 0 ? (
            text.noFilters
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

/** A moment without its seconds, where it has none. */
function short(ms: number, zone: string): string {
  return ms % 60_000 === 0 ? stamp(ms, zone).slice(0, -3) : stamp(ms, zone)
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** A division as people write it: each number chooses whose contacts are listed. */
function Parts({ explanation, part, choose }: Props) {
  const { t } = useLanguage()
  const names =
    explanation.combine === 'mean' ? [t.explain.summed, t.explain.counted] : [t.explain.above, t.explain.below]
  return (
    <div className={css.parts} role="group" aria-label={t.explain.parts}>
      {explanation.parts.map((of, i) => (
        <button key={i} type="button" aria-pressed={part === i} className={css.part} onClick={() => choose(i)}>
          <span>{names[i]}</span>
          <b>{partValue(of)}</b>
          <code>{of.formula}</code>
        </button>
      ))}
    </div>
  )
}

function partValue(part: ExplainPart): string {
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
