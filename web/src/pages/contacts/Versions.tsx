import { Fragment, useState } from 'react'
import type { RecordChange, RecordVersion } from '../../api/model'
import { useVersions, type ContactName } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { bytes, count, none } from '../../lib/format'
import { stamp, stampUTC } from '../../lib/time'
import controls from '../../ui/Controls.module.css'
import { CopyButton } from '../../ui/CopyText'
import { Pager } from '../../ui/Pager'
import { Panel } from '../../ui/Panel'
import { Shape } from '../../ui/Shape'
import { Failure, Skeleton } from '../../ui/State'
import { isDuration } from './fields'
import { dotted, jsonPatch, movement, onlyStamped, shown } from './record_change'
import css from './Versions.module.css'
import { useSearch } from '../../lib/search'

/** The versions of the record as they arrived, the newest last, each with what it changed. */
export function Versions({ name, zone }: { name: ContactName; zone: string }) {
  const { t } = useLanguage()
  const before = new URLSearchParams(useSearch()).get('before') ?? ''
  const result = useVersions(name, before)
  const [json, showJson] = useState(false)
  const list = result.data
  return (
    <Panel
      id="versions"
      title={t.versions.title}
      sub={list && t.versions.sub(count(list.total))}
      tools={
        <button type="button" className={controls.ghost} aria-pressed={json} onClick={() => showJson(!json)}>
          {json ? t.versions.words : t.versions.json}
        </button>
      }
    >
      {result.error && <Failure error={result.error} retry={() => void result.refetch()} />}
      {result.isPending && <Skeleton lines={4} height={160} />}
      {list && (
        <>
          <Pager param="before" next={list.earlier} newest={t.versions.newest} older={t.versions.earlier} />
          <ol className={css.list}>
            {list.versions.map((version) => (
              <Version
                key={version.version}
                version={version}
                newest={version.number === list.total}
                zone={zone}
                json={json}
              />
            ))}
          </ol>
        </>
      )}
    </Panel>
  )
}

type Props = { version: RecordVersion; newest: boolean; zone: string; json: boolean }

function Version({ version: v, newest, zone, json }: Props) {
  const { t } = useLanguage()
  const updated = Date.parse(v.last_update)
  return (
    <li className={css.version} data-newest={newest || undefined}>
      <header>
        <h3>{t.versions.number(v.number)}</h3>
        {newest && <span className={css.badge}>{t.versions.current}</span>}
        {v.late && <span className={css.late}>{t.versions.late}</span>}
        <dl>
          <div>
            <dt lang="en">LastUpdateTimestamp</dt>
            <dd title={stampUTC(updated)}>{stamp(updated, zone)}</dd>
          </div>
          <div>
            <dt>{t.detail.received}</dt>
            <dd>{v.received_at ? stamp(Date.parse(v.received_at), zone) : none}</dd>
          </div>
          <div>
            <dt>{t.detail.source}</dt>
            <dd lang="en">{v.source || none}</dd>
          </div>
          <div>
            <dt>{t.versions.size}</dt>
            <dd>{v.damage ? none : bytes(v.bytes)}</dd>
          </div>
        </dl>
        {!v.damage && (
          <CopyButton text={JSON.stringify(v.raw, null, 2)} name={`${t.versions.number(v.number)} JSON`} bare />
        )}
      </header>
      <Changes version={v} zone={zone} json={json} />
    </li>
  )
}

function Changes({ version: v, zone, json }: Omit<Props, 'newest'>) {
  const { t } = useLanguage()
  if (v.damage) {
    return (
      <p className={css.damage}>
        <Shape tone="warn" /> {t.versions.damaged}
      </p>
    )
  }
  if (v.compared_with === 0) return <p className={css.quiet}>{v.number === 1 ? t.versions.first : t.versions.alone}</p>
  if (v.changes.length === 0) return <p className={css.quiet}>{t.versions.same}</p>
  const against = v.compared_with === v.number - 1 ? '' : ` · ${t.versions.against(v.compared_with)}`
  return (
    <>
      <p className={css.quiet}>
        {onlyStamped(v.changes) ? t.versions.stamped : t.versions.changes(count(v.changes_total))}
        {against}
        {v.changes_total > v.changes.length && ` · ${t.versions.cut(count(v.changes.length))}`}
      </p>
      {json ? <JsonDiff changes={v.changes} /> : <InWords changes={v.changes} zone={zone} />}
    </>
  )
}

function InWords({ changes, zone }: { changes: RecordChange[]; zone: string }) {
  const { t } = useLanguage()
  return (
    <div className={css.scroll} tabIndex={0} role="group" aria-label={t.versions.title}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t.versions.what}</th>
            <th scope="col">{t.versions.field}</th>
            <th scope="col">{t.versions.before}</th>
            <th scope="col">{t.versions.after}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => {
            const kind = movement(change)
            const length = isDuration(change.path.split('/').at(-1) ?? '')
            return (
              <tr key={change.path}>
                <td className={css[kind]}>{t.versions.kinds[kind]}</td>
                <th scope="row" lang="en">
                  <Path of={dotted(change.path)} />
                </th>
                <td>{shown(change.before, zone, length)}</td>
                <td>{shown(change.after, zone, length)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** A field's path, which breaks behind its dots. */
function Path({ of }: { of: string }) {
  return of.split(/(?<=\.)/).map((part, i) => (
    <Fragment key={i}>
      {i > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

/** Each value as a line that goes and a line that comes; the button copies the same as a JSON patch. */
function JsonDiff({ changes }: { changes: RecordChange[] }) {
  const { t } = useLanguage()
  return (
    <div className={css.diff}>
      <CopyButton text={JSON.stringify(jsonPatch(changes), null, 2)} name={t.versions.patch} />
      <pre tabIndex={0} aria-label={t.versions.json}>
        {changes.map((c) => (
          <span key={c.path}>
            {c.kind !== 'added' && <del>{`- ${c.path}: ${JSON.stringify(c.before)}\n`}</del>}
            {c.kind !== 'removed' && <ins>{`+ ${c.path}: ${JSON.stringify(c.after)}\n`}</ins>}
          </span>
        ))}
      </pre>
    </div>
  )
}
