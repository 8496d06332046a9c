import { Fragment, useState } from 'react'
import type { Quarantined } from '../../api/model'
import { useQuarantine, useQuarantined, useReplay } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { bytes, count } from '../../lib/format'
import { useSearch } from '../../lib/search'
import { stamp, stampUTC } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { CopyButton } from '../../ui/CopyText'
import { Pager } from '../../ui/Pager'
import { Panel } from '../../ui/Panel'
import { ServerText } from '../../ui/ServerText'
import { Empty, Failure, Skeleton } from '../../ui/State'
import css from './Pipeline.module.css'

/** Records that could not be decoded: their reason, their bytes, and another try. */
export function Quarantine({ open, zone }: { open: number | null; zone: string }) {
  const { t } = useLanguage()
  const p = t.pipeline
  const after = Number(new URLSearchParams(useSearch()).get('quarantine')) || 0
  const result = useQuarantine(after)
  const replay = useReplay()
  const list = result.data
  return (
    <Panel
      title={p.quarantine}
      sub={open === 0 ? p.quarantineTip : p.open(open === null ? '–' : count(open))}
      flush
      tools={
        <button
          type="button"
          className={controls.button}
          disabled={open === 0 || replay.isPending}
          onClick={() => replay.mutate({ all: true })}
        >
          {p.replayAll}
        </button>
      }
    >
      <div role="status" className={css.notice}>
        {replay.data && p.replayDone(replay.data.replayed, replay.data.still_quarantined)}
      </div>
      {replay.error && <Failure error={replay.error} retry={() => replay.reset()} />}
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {!list && !result.error && <Skeleton height={80} />}
      {list?.quarantined.length === 0 && <Empty text={p.emptyQuarantine} />}
      {list && list.quarantined.length > 0 && (
        <Records
          records={list.quarantined}
          zone={zone}
          replay={(seq) => replay.mutate({ seqs: [seq] })}
          busy={replay.isPending}
        />
      )}
      <div className={css.more}>
        <Pager param="quarantine" next={list?.next ? String(list.next) : ''} newest={p.newest} older={p.older_page} />
      </div>
    </Panel>
  )
}

type RecordsProps = { records: Quarantined[]; zone: string; replay: (seq: number) => void; busy: boolean }

function Records({ records, zone, replay, busy }: RecordsProps) {
  const { t } = useLanguage()
  const p = t.pipeline
  const [shown, show] = useState<number | null>(null)
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={p.quarantine}>
      <table className={`${css.table ?? ''} ${css.records ?? ''}`}>
        <thead>
          <tr>
            <th scope="col">{p.received}</th>
            <th scope="col">{p.source}</th>
            <th scope="col">{p.reason}</th>
            <th scope="col" data-number>
              {p.size}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <Fragment key={record.seq}>
              <tr>
                <td title={stampUTC(Date.parse(record.received))}>{stamp(Date.parse(record.received), zone)}</td>
                <td lang="en">{record.source}</td>
                <td className={css.reason}>
                  <ServerText text={record.reason} />
                </td>
                <td data-number>{bytes(record.size)}</td>
                <td data-number>
                  <span className={css.actions}>
                    {record.replayed && <small>{p.replayed}</small>}
                    <button
                      type="button"
                      className={controls.button}
                      aria-expanded={shown === record.seq}
                      onClick={() => show(shown === record.seq ? null : record.seq)}
                    >
                      {shown === record.seq ? p.hide : p.show}
                    </button>
                    <button
                      type="button"
                      className={controls.button}
                      disabled={busy || record.replayed}
                      onClick={() => replay(record.seq)}
                    >
                      {p.replay}
                    </button>
                  </span>
                </td>
              </tr>
              {shown === record.seq && (
                <tr>
                  <td colSpan={5} className={css.bytes}>
                    <Bytes seq={record.seq} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Bytes({ seq }: { seq: number }) {
  const { t } = useLanguage()
  const result = useQuarantined(seq)
  if (result.error) return <Failure error={result.error} retry={() => void result.refetch()} />
  if (!result.data) return <Skeleton height={60} />
  return (
    <>
      <div className={css.actions}>
        {result.data.encoding === 'base64' && <small>{t.pipeline.base64}</small>}
        <CopyButton text={result.data.text} name={t.detail.raw} />
      </div>
      <pre tabIndex={0} aria-label={t.detail.raw}>
        {result.data.text}
      </pre>
    </>
  )
}
