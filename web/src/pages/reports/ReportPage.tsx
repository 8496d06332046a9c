import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Catalogue, QueryRequest, QueryResult } from '../../api/model'
import { queryKeyOf, useCatalogue, useTable } from '../../api/queries'
import { useViews } from '../../api/views'
import { ExportMenu } from '../../exports/ExportMenu'
import { FilterTokens } from '../../filters/FilterTokens'
import { pick, useLanguage } from '../../i18n/language'
import { count } from '../../lib/format'
import { metricOf } from '../../lib/metric_spec'
import { dayOf, stamp } from '../../lib/time'
import { href, scopeOnly } from '../../lib/scope'
import { openedView } from '../../lib/views'
import { Page } from '../../shell/Page'
import { SavedViews } from '../../shell/SavedViews'
import { useScope, type PageScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Icon } from '../../ui/Icon'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { Tokens } from '../../ui/Token'
import { useDelayed } from '../../ui/useDelayed'
import { GroupTokens } from './GroupTokens'
import { MetricTokens } from './MetricTokens'
import { ReportCharts } from './ReportCharts'
import css from './Reports.module.css'
import { ReportTable } from './ReportTable'
import { parseReport, parts, periods, reportQuery, tops, withReport, type ReportState } from './state'
import { useReading } from './useReading'
import { useSearch } from '../../lib/search'

/** A table of any figures of the catalogue, split and narrowed as one likes; its address is the whole of it. */
export function ReportPage() {
  const { t } = useLanguage()
  const page = useScope()
  const search = useSearch()
  const [path, navigate] = useLocation()
  const catalogue = useCatalogue()
  const state = parseReport(search)
  const change = (next: Partial<ReportState>, replace = false) =>
    navigate(href(path, withReport(search, next)), { replace })
  const name = useViews('report').data?.find((view) => view.id === openedView(search))?.name
  const spent = catalogue.data && onlySpent(catalogue.data, state)
  const field = timeFields.find((one) => one === state.timeField) ?? 'disconnect'
  const basis = spent ? undefined : { field, where: state.filters }
  useTitle(name ?? t.reports.one)
  return (
    <Page title={name ?? t.reports.one} page={page} {...(basis ? { basis } : {})} fill>
      <section className={css.box} aria-label={name ?? t.reports.one}>
        {catalogue.error && <Failure error={catalogue.error} retry={() => void catalogue.refetch()} />}
        {catalogue.isPending && <Skeleton lines={12} height={460} />}
        {catalogue.data && (
          <>
            <Builder catalogue={catalogue.data} page={page} state={state} change={change} />
            <Answer catalogue={catalogue.data} page={page} state={state} change={change} />
          </>
        )}
      </section>
    </Page>
  )
}

type PartProps = {
  catalogue: Catalogue
  page: PageScope
  state: ReportState
  change: (change: Partial<ReportState>, replace?: boolean) => void
}

function Builder({ catalogue, page, state, change }: PartProps) {
  const { t } = useLanguage()
  const answer = useTable(reportQuery(state, page.query), page.ready).data
  return (
    <div className={css.builder}>
      <Line name={t.reports.figures}>
        <MetricTokens
          catalogue={catalogue}
          chosen={state.metrics}
          by={state.by}
          columns={answer?.columns}
          change={(metrics) => change({ metrics })}
        />
      </Line>
      <Line name={t.reports.groups}>
        <GroupTokens catalogue={catalogue} metrics={state.metrics} by={state.by} change={(by) => change({ by })} />
        <label className={css.label}>
          <span className="cc-hidden">{t.reports.every}</span>
          <select className={css.select} value={state.every} onChange={(e) => change({ every: e.target.value })}>
            {catalogue.intervals.map((every) => (
              <option key={every} value={every}>
                {t.interval[every] ?? every}
              </option>
            ))}
          </select>
        </label>
        {state.by.length > 0 && <Top state={state} change={change} />}
      </Line>
      <Line name={t.reports.filters}>
        <FilterTokens catalogue={catalogue} filters={state.filters} change={(filters) => change({ filters })} />
      </Line>
    </div>
  )
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={css.line} role="group" aria-label={name}>
      <h2 aria-hidden="true">{name}</h2>
      <Tokens>{children}</Tokens>
    </div>
  )
}

/** The bar over the answer, and the answer. */
function Answer({ catalogue, page, state, change }: PartProps) {
  const { t } = useLanguage()
  const request = reportQuery(state, page.query)
  const result = useTable(request, page.ready)
  const reading = useReading(result.data, state, catalogue)
  const stopped = result.fetchStatus === 'idle' && (result.isPending || result.isPlaceholderData) && !result.error
  const asked = state.metrics.length > 0
  const shown = asked && !result.error && !stopped && result.data && reading
  return (
    <>
      <div className={css.bar}>
        <p className={css.count} aria-live="polite">
          {shown && t.reports.rows(count(result.data.rows.length))}
          {shown && <Besides result={result.data} zone={page.zone} />}
        </p>
        <Running request={request} running={result.isFetching} />
        <div className={`${css.tools ?? ''} cc-screen`}>
          <Compare state={state} change={change} />
          <Only state={state} change={change} />
          <TimeField catalogue={catalogue} state={state} change={change} />
          <ShapeSwitch state={state} change={change} />
          {shown && <ExportMenu question={{ query: request }} zone={page.zone} />}
          <SavedViews kind="report" />
        </div>
      </div>
      {!asked && <Nothing />}
      {asked && result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {asked && stopped && page.ready && (
        <Empty text={t.reports.stopped}>
          <button type="button" className={controls.button} onClick={() => void result.refetch()}>
            {t.reports.again}
          </button>
        </Empty>
      )}
      {asked && !result.data && result.isFetching && <Skeleton lines={12} height={420} />}
      {shown && reading.rows.length === 0 && <Empty text={t.reports.empty} />}
      {shown && reading.rows.length > 0 && state.shape === 'table' && (
        <ReportTable
          reading={reading}
          result={result.data}
          label={t.reports.one}
          request={request}
          sort={state.sort}
          order={(sort) => change({ sort }, true)}
          old={result.isPlaceholderData}
        />
      )}
      {shown && reading.rows.length > 0 && state.shape === 'chart' && (
        <ReportCharts reading={reading} result={result.data} request={request} old={result.isPlaceholderData} />
      )}
    </>
  )
}

/** What it is compared with, and what else should be known of it. */
function Besides({ result, zone }: { result: QueryResult; zone: string }) {
  const { t, language } = useLanguage()
  const { compare, notes } = result
  const time = (text: string) => stamp(Date.parse(text), zone).slice(0, 16).replace(' 00:00', '')
  // Ranges are half open; people name the last day that is in one.
  const end = (text: string) => (time(text).length > dayLength ? time(text) : dayOf(Date.parse(text) - 1, zone))
  return (
    <>
      {compare && ` · ${t.reports.comparedWith(time(compare.from), end(compare.to))}`}
      {notes?.map((note) => ` · ${pick(note.text, language)}`)}
    </>
  )
}

const dayLength = '2026-11-22'.length

/** How many values of the first group have rows of their own. */
function Top({ state, change }: Pick<PartProps, 'state' | 'change'>) {
  const { t } = useLanguage()
  const choices = tops.includes(state.top) || state.top === 0 ? tops : [...tops, state.top].sort((a, b) => a - b)
  return (
    <label className={css.label}>
      <span className="cc-hidden">{t.reports.top}</span>
      <select className={css.select} value={state.top} onChange={(e) => change({ top: Number(e.target.value) })}>
        <option value={0}>{t.reports.topAll}</option>
        {choices.map((n) => (
          <option key={n} value={n}>
            {t.reports.topN(n)}
          </option>
        ))}
      </select>
    </label>
  )
}

function Compare({ state, change }: Pick<PartProps, 'state' | 'change'>) {
  const { t } = useLanguage()
  return (
    <label className={css.label}>
      {t.reports.compare}
      <select className={css.select} value={state.compare} onChange={(e) => change({ compare: e.target.value })}>
        <option value="">{t.reports.compareNone}</option>
        {periods.map((period) => (
          <option key={period} value={period}>
            {t.reports.periods[period]}
          </option>
        ))}
      </select>
    </label>
  )
}

/** The part of the range that counts, by the centre's calendar. */
function Only({ state, change }: Pick<PartProps, 'state' | 'change'>) {
  const { t } = useLanguage()
  return (
    <label className={css.label}>
      {t.reports.onlyLabel}
      <select className={css.select} value={state.only} onChange={(e) => change({ only: e.target.value })}>
        <option value="">{t.reports.onlyAll}</option>
        {parts.map((part) => (
          <option key={part} value={part}>
            {t.reports.only[part]}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A question that takes its time can be broken off; the server hears of it and stops. */
function Running({ request, running }: { request: QueryRequest; running: boolean }) {
  const { t } = useLanguage()
  const client = useQueryClient()
  const late = useDelayed(running, 500)
  if (!late) return null
  return (
    <>
      <span className={css.count} role="status">
        {t.reports.running}
      </span>
      <button
        type="button"
        className={controls.button}
        onClick={() => void client.cancelQueries({ queryKey: queryKeyOf(request) })}
      >
        <Icon name="stop" size={14} />
        {t.reports.stop}
      </button>
    </>
  )
}

/** Whether every figure is of the time that agents spent, which no moment of a contact puts into the range. */
function onlySpent({ metrics }: Catalogue, state: ReportState): boolean {
  const spent = (spec: string) => metricOf(metrics, spec)?.attribution === 'time_spent'
  return state.metrics.length > 0 && state.metrics.every(spent)
}

/** The moment that puts a contact into the range: the page names its time basis, and can choose another. */
function TimeField({ catalogue, state, change }: Omit<PartProps, 'page'>) {
  const { t } = useLanguage()
  if (onlySpent(catalogue, state)) return <span className={css.count}>{t.attribution.time_spent}</span>
  return (
    <label className={css.label}>
      {t.reports.timeField}
      <select
        className={css.select}
        value={state.timeField || usualField}
        onChange={(e) => change({ timeField: e.target.value === usualField ? '' : e.target.value })}
      >
        {timeFields.map((field) => (
          <option key={field} value={field}>
            {t.basis.short(t.basis.point[field])}
          </option>
        ))}
      </select>
    </label>
  )
}

const usualField = 'disconnect'
const timeFields = ['disconnect', 'initiation', 'enqueue', 'connected_to_agent'] as const

function ShapeSwitch({ state, change }: Pick<PartProps, 'state' | 'change'>) {
  const { t } = useLanguage()
  return (
    <div className={controls.switch} role="group" aria-label={t.reports.shape}>
      {(['table', 'chart'] as const).map((shape) => (
        <button key={shape} type="button" aria-pressed={state.shape === shape} onClick={() => change({ shape })}>
          <Icon name={shape} size={15} />
          {t.reports.shapes[shape]}
        </button>
      ))}
    </div>
  )
}

/** Before a figure is chosen. */
function Nothing() {
  const { t } = useLanguage()
  const search = useSearch()
  return (
    <Empty text={t.reports.choose}>
      <Link className={controls.button} href={href('/reports', scopeOnly(search))}>
        {t.reports.toReady}
      </Link>
    </Empty>
  )
}
