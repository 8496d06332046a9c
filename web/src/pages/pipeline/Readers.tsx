import type { QueueStatus, ShardStatus, StreamStatus } from '../../api/model'
import { useLanguage } from '../../i18n/language'
import { age, count } from '../../lib/format'
import type { Tone } from '../../lib/tone'
import { Panel } from '../../ui/Panel'
import { ServerText } from '../../ui/ServerText'
import { Shape } from '../../ui/Shape'
import { Empty } from '../../ui/State'
import { Ago } from './Ago'
import css from './Pipeline.module.css'

type Props = { streams: StreamStatus[]; queues: QueueStatus[]; zone: string }

/** The streams and queues that Ringside reads by itself: how far, how far behind, and what keeps it from more. */
export function Readers({ streams, queues, zone }: Props) {
  return (
    <>
      {streams.map((one) => (
        <Stream key={one.stream} status={one} zone={zone} />
      ))}
      {queues.length > 0 && (
        <div className={css.two}>
          {queues.map((one) => (
            <Queue key={one.queue} status={one} zone={zone} />
          ))}
        </div>
      )}
    </>
  )
}

function Stream({ status, zone }: { status: StreamStatus; zone: string }) {
  const { t, language } = useLanguage()
  const r = t.pipeline.readers
  const how = status.fan_out ? r.fanOut : r.polling
  const kept = status.kept_seconds === null ? '' : ` · ${r.kept(age(status.kept_seconds, language))}`
  return (
    <Panel title={r.stream(status.stream.split('/').at(-1) ?? '')} sub={how + kept} flush>
      <Fault problem={status.problem} advice={status.advice} />
      {status.lost.length > 0 && <Warning text={r.lost(count(status.lost.length))} />}
      {status.shards.some((s) => s.expiring) && <Warning text={r.expiring} />}
      {status.shards.length === 0 ? (
        !status.problem && <Empty text={r.notYet} />
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label={r.stream(status.stream)}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{r.shard}</th>
                <th scope="col">{r.state}</th>
                <th scope="col" data-number title={r.behindTip}>
                  {r.behind}
                </th>
                <th scope="col">{r.lastRecord}</th>
                <th scope="col">{r.answered}</th>
                <th scope="col" data-number title={r.recordsTip}>
                  {r.records}
                </th>
                <th scope="col" data-number title={r.throttledTip}>
                  {t.pipeline.throttled}
                </th>
              </tr>
            </thead>
            <tbody>
              {status.shards.map((shard) => (
                <Shard key={shard.shard} shard={shard} zone={zone} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

/** What a shard is doing, as a shape and a word. */
function stateOf(shard: ShardStatus): [Tone, 'cannot' | 'late' | 'ended' | 'reading' | 'asked'] {
  if (shard.problem) return ['bad', 'cannot']
  if (shard.expiring) return ['bad', 'late']
  if (shard.ended) return ['none', 'ended']
  return shard.answered === null ? ['none', 'asked'] : ['ok', 'reading']
}

function Shard({ shard, zone }: { shard: ShardStatus; zone: string }) {
  const { t, language } = useLanguage()
  const [tone, state] = stateOf(shard)
  return (
    <tr>
      <th scope="row" lang="en" title={shard.checkpoint}>
        {shard.shard.replace(/^shardId-0*(?=\d)/, '')}
      </th>
      <td className={shard.problem ? css.reason : undefined}>
        <span className={css.state}>
          <Shape tone={tone} /> {t.pipeline.readers.states[state]}
        </span>
        {shard.problem && <Words problem={shard.problem} advice={shard.advice} />}
      </td>
      <td data-number>{age(shard.behind_seconds, language)}</td>
      <td>
        <Ago at={shard.last_record} zone={zone} />
      </td>
      <td>
        <Ago at={shard.answered} zone={zone} />
      </td>
      <td data-number>{count(shard.records)}</td>
      <td data-number>{count(shard.throttled)}</td>
    </tr>
  )
}

function Queue({ status, zone }: { status: QueueStatus; zone: string }) {
  const { t, language } = useLanguage()
  const r = t.pipeline.readers
  const some = (n: number | null) => (n === null ? '–' : count(n))
  const facts: [string, string, string?][] = [
    [r.waiting, some(status.waiting)],
    [r.underWay, some(status.under_way), r.underWayTip],
    [r.stored, count(status.stored), r.storedTip],
    [r.again, count(status.again), r.againTip],
    [r.objects, count(status.objects), r.objectsTip],
  ]
  return (
    <Panel
      title={r.queue(status.queue.split('/').at(-1) ?? '')}
      sub={status.kept_seconds === null ? undefined : r.kept(age(status.kept_seconds, language))}
    >
      <Fault problem={status.problem} advice={status.advice} />
      {status.kept_seconds !== null && !status.dead_letters && <Warning text={r.noDeadLetters} />}
      <dl className={css.facts}>
        {facts.map(([name, value, title]) => (
          <div key={name} title={title}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {status.dead_letters && (
          <div title={r.deadLettersTip}>
            <dt>{r.deadLetters}</dt>
            <dd>
              <span lang="en">{status.dead_letters.split(':').at(-1)}</span> · {r.receives(count(status.receives))}
            </dd>
          </div>
        )}
        <div>
          <dt>{r.answered}</dt>
          <dd>
            <Ago at={status.answered} zone={zone} />
          </dd>
        </div>
      </dl>
    </Panel>
  )
}

/** Why nothing can be read, and what to do about it; nothing where all is well. */
function Fault({ problem, advice }: { problem: string; advice: string }) {
  const { t } = useLanguage()
  if (!problem) return null
  return (
    <div className={css.fault}>
      <Shape tone="bad" />
      <div>
        <b>{t.pipeline.readers.states.cannot}</b>
        <Words problem={problem} advice={advice} />
      </div>
    </div>
  )
}

/** What to do comes first; what AWS said is for whoever looks further. */
function Words({ problem, advice }: { problem: string; advice: string }) {
  return (
    <div className={css.words}>
      {advice && (
        <p>
          <ServerText text={advice} />
        </p>
      )}
      <small lang="en">{problem}</small>
    </div>
  )
}

function Warning({ text }: { text: string }) {
  return (
    <p className={css.fault} data-warn>
      <Shape tone="warn" /> {text}
    </p>
  )
}
