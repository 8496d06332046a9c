import type { AuditEntry } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { stamp, stampUTC } from '../../lib/time'
import records from '../../ui/Records.module.css'
import css from './Audit.module.css'

type Props = { entries: AuditEntry[]; zone: string; title: string }

/** Access records as a table. */
export function AuditEntries({ entries, zone, title }: Props) {
  const { t } = useLanguage()
  const texts = t.audit
  const heads = [texts.at, texts.who, texts.address, texts.action, texts.subject, texts.reason, texts.outcome]
  return (
    <div className={records.scroll} tabIndex={0} role="group" aria-label={title}>
      <table className={`${records.table ?? ''} ${css.table ?? ''}`}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.seq}>
              <td title={stampUTC(Date.parse(entry.at))}>{stamp(Date.parse(entry.at), zone)}</td>
              <td title={entry.provider}>{entry.who || texts.unknown}</td>
              <td lang="en">{entry.address}</td>
              <td title={entry.action}>{word(t.recorded, entry.action)}</td>
              <td className={css.subject} title={entry.subject}>
                <Subject text={entry.subject} />
              </td>
              <td className={css.reason}>{entry.reason}</td>
              <td title={entry.request} data-refused={entry.status >= 400 || undefined}>
                {entry.status === 403
                  ? t.audit.refused
                  : entry.status >= 400
                    ? t.audit.failed(String(entry.status))
                    : t.audit.done}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A subject; the part of an address behind the question mark is legible, and broken between its parameters alone. */
function Subject({ text }: { text: string }) {
  if (!/^[\w.]+=[^&]*(&|$)/.test(text)) return text
  return text.split('&').map((part, i) => (
    <span key={i}>
      {i > 0 && '&'}
      {decoded(part)}
    </span>
  ))
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part // as it was sent
  }
}
