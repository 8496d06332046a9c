import { useDeferredValue, useEffect } from 'react'
import { useIngestStatus, useOverview } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { startTrace } from '../../live/trace'
import { ImportStrip } from '../../shell/ImportStrip'
import { Page } from '../../shell/Page'
import { Pinned } from '../../shell/Pinned'
import { useScope, type PageScope } from '../../shell/scope'
import { useScopeWords } from '../../shell/scope_words'
import { useTitle } from '../../shell/title'
import controls from '../../ui/Controls.module.css'
import { Notes } from '../../ui/Notes'
import { Panel } from '../../ui/Panel'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { Attention } from './Attention'
import { Cards } from './Cards'
import { DaysPanel } from './DaysPanel'
import { FirstRun } from './FirstRun'
import { byDay, byQueue } from './export_question'
import { useHow } from './how'
import css from './OverviewPage.module.css'
import { QueueTable } from './QueueTable'
import { Report } from './Report'
import { TodayPanel } from './TodayPanel'
import { YearPanel } from './YearPanel'

const byStart = { field: 'initiation' } as const

/** Who waits too long, where, and who can help; then today; then the trend. */
export function OverviewPage() {
  const { t } = useLanguage()
  const page = useScope()
  const result = useOverview(page.query, page.resolved.includesNow, page.ready)
  const overview = result.data
  const how = useHow(overview)
  const status = useIngestStatus(5_000)
  useEffect(startTrace, [])
  useTitle(t.nav.overview)
  const filters = useScopeWords(page.scope)
  const first =
    status.data?.contacts === 0 && !status.data.import?.running && (overview?.panels.number_of_calls ?? 0) === 0
  const figures = overview ? { asOf: overview.as_of, finalUntil: overview.final_until } : null
  return (
    <Page title={t.nav.overview} page={page} figures={figures} basis={byStart} print fill>
      <ImportStrip />
      {overview && !first && <Notes notes={overview.notes.filter((note) => note.kind !== 'loading')} />}
      {overview && <Report overview={overview} filters={filters} />}
      <div className={css.top} data-old={result.isPlaceholderData || undefined}>
        <Cards overview={overview} scope={page.scope} how={how} />
        {overview && !first && <Attention overview={overview} chosen={page.scope.queues} />}
      </div>
      <Pinned on="overview" page={page} />
      {first ? <FirstRun /> : <Body page={page} result={result} how={how} />}
    </Page>
  )
}

type BodyProps = { page: PageScope; result: ReturnType<typeof useOverview>; how: ReturnType<typeof useHow> }

function Body({ page, result, how }: BodyProps) {
  const { t } = useLanguage()
  // At first the figures are painted alone and the charts, which cost more, in a second step. Later answers are shown as
  // one: cards and tables of two different moments must not stand beside each other.
  const later = useDeferredValue(result.data !== undefined, false)
  const overview = later ? result.data : undefined
  if (!overview) {
    return (
      <div className={css.body}>
        {result.error ? <Failure error={result.error} retry={() => void result.refetch()} /> : <Loading />}
      </div>
    )
  }
  const { queues, channels } = page.scope
  return (
    <div className={css.body} data-old={result.isPlaceholderData || undefined} aria-busy={result.isPlaceholderData}>
      {result.error && (
        <div className={css.wide}>
          <Failure error={result.error} retry={() => void result.refetch()} />
        </div>
      )}
      <div className={css.left}>
        <TodayPanel overview={overview} how={how('number_of_calls')} />
        <YearPanel overview={overview} how={how('calls_per_day')} />
      </div>
      <div className={css.right}>
        {overview.queues.length === 0 ? (
          <Panel title={t.queues.title}>
            <Empty text={t.state.empty}>
              <button
                type="button"
                className={controls.button}
                onClick={() => page.change({ range: { kind: 'preset', preset: '7d' } })}
              >
                {t.state.widen}
              </button>
            </Empty>
          </Panel>
        ) : (
          <QueueTable
            overview={overview}
            queues={queues}
            channels={channels}
            how={how('service_level', t.queues.notJudgedTip)}
            question={byQueue(page.query)}
          />
        )}
        <DaysPanel
          overview={overview}
          wholeMonth={page.resolved.wholeMonth}
          how={how('calls_per_day')}
          question={byDay(page.query)}
        />
      </div>
    </div>
  )
}

function Loading() {
  return (
    <>
      <div className={css.left}>
        <Skeleton lines={1} />
        <Skeleton lines={1} />
      </div>
      <div className={css.right}>
        <Skeleton lines={8} />
        <Skeleton lines={1} />
      </div>
    </>
  )
}
