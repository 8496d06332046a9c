import { Link } from 'wouter'
import type { IngestStatus } from '../../api/model'
import { useIngestStatus } from '../../api/queries'
import { useMay } from '../../api/session'
import { useLanguage } from '../../i18n/language'
import { age, bytes, count } from '../../lib/format'
import { stamp, stampUTC } from '../../lib/time'
import { Progress } from '../../shell/ImportStrip'
import { Page } from '../../shell/Page'
import { useScope } from '../../shell/scope'
import { useTitle } from '../../shell/title'
import { Panel } from '../../ui/Panel'
import { ServerText } from '../../ui/ServerText'
import { Shape } from '../../ui/Shape'
import { Empty, Failure, Skeleton } from '../../ui/State'
import { AmazonConnect } from './AmazonConnect'
import { FigureChecks } from './FigureChecks'
import css from './Pipeline.module.css'
import { Quarantine } from './Quarantine'
import { Readers } from './Readers'
import { stuckReaders } from './stuck'
import { Sources } from './Sources'

/** From the doors to the figures: what came, what became of it, how far behind the screen is. */
export function PipelinePage() {
  const { t } = useLanguage()
  const page = useScope()
  const result = useIngestStatus(2_000)
  const status = result.data
  useTitle(t.pipeline.title)
  return (
    <Page title={t.pipeline.title} page={page} range={false} filters={false} instances={false}>
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!status && !result.error && <Skeleton lines={6} height={420} />}
      {status && <Body status={status} zone={page.zone} />}
    </Page>
  )
}

function Body({ status, zone }: { status: IngestStatus; zone: string }) {
  const { t } = useLanguage()
  const quarantine = useMay('quarantine')
  const stuck = stuckReaders(status)
  return (
    <>
      <p className={css.health} data-healthy={status.healthy || undefined}>
        <span className={css.verdict}>
          <Shape tone={status.healthy ? 'ok' : 'bad'} />
          <b>{status.healthy ? t.pipeline.healthy : t.pipeline.unhealthy}</b>
        </span>
        {status.problem && (
          <span>
            <ServerText text={status.problem} />
          </span>
        )}
        {stuck > 0 && (
          <span className={css.held}>
            <Shape tone="warn" /> {t.pipeline.readers.stuck(count(stuck))}
          </span>
        )}
        {!!status.quarantine_open && (
          <span className={css.held}>
            <Shape tone="warn" /> {t.pipeline.heldBack(count(status.quarantine_open))}
          </span>
        )}
        <Link href="/pipeline/check" className={css.check}>
          {t.check.open}
        </Link>
      </p>
      {status.import?.running && <Progress progress={status.import} />}
      <Sources sources={status.sources} zone={zone} />
      <Readers streams={status.streams} queues={status.queues} zone={zone} />
      <FigureChecks />
      <AmazonConnect instances={status.amazon_connect} zone={zone} />
      <div className={css.two}>
        <Journal status={status} zone={zone} />
        <Warnings status={status} />
      </div>
      {quarantine && <Quarantine open={status.quarantine_open} zone={zone} />}
    </>
  )
}

function Journal({ status, zone }: { status: IngestStatus; zone: string }) {
  const { t, language } = useLanguage()
  const p = t.pipeline
  const day = (at: string | null) => (at ? stamp(Date.parse(at), zone).slice(0, 10) : '–')
  const done =
    status.import && !status.import.running
      ? p.importDone(t.importing.name(status.import.name), count(status.import.records))
      : null
  const rows: [string, string, string?][] = [
    [p.acknowledged, count(status.appended)],
    [p.projected, count(status.projected)],
    [p.behind, age(status.projection_lag_seconds, language)],
    [p.contacts, count(status.contacts)],
    [
      p.span,
      `${day(status.oldest_initiation)} – ${day(status.newest_initiation)}`,
      status.oldest_initiation ? stampUTC(Date.parse(status.oldest_initiation)) : undefined,
    ],
    [p.journalSize, bytes(status.journal_bytes)],
    [p.projectionSize, bytes(status.projection_bytes)],
    [p.ties, count(status.ties_by_hash), p.tiesTip],
    [p.import, status.import?.running ? t.importing.name(status.import.name) : (done ?? p.importIdle)],
  ]
  return (
    <Panel title={p.journal}>
      <dl className={css.facts}>
        {rows.map(([name, value, title]) => (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}

function Warnings({ status }: { status: IngestStatus }) {
  const { t } = useLanguage()
  const p = t.pipeline
  return (
    <Panel title={p.warnings} sub={p.warningsTip} flush>
      {status.warnings.length === 0 ? (
        <Empty text={p.noWarnings} />
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={p.warnings}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{p.field}</th>
                <th scope="col">{p.reason}</th>
                <th scope="col" data-number>
                  {p.count}
                </th>
              </tr>
            </thead>
            <tbody>
              {status.warnings.map((w) => (
                <tr key={`${w.field} ${w.reason}`}>
                  <td lang="en">{w.field}</td>
                  <td>
                    <ServerText text={w.reason} />
                  </td>
                  <td data-number>{count(w.count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}
