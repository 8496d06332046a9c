import { useLanguage, word } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { duration } from '../../lib/format'
import { clockSeconds } from '../../lib/time'
import chart from '../../ui/Chart.module.css'
import type { Day, Handling } from './day_model'
import { statusName } from './names'

type Props = { day: Day; zone: string; at: number; hovered: Handling | null; x: number; width: number }

/** What was at a moment: status, what the time counts as, and the contact under the pointer or all of them. */
export function DayTip({ day, zone, at, hovered, x, width }: Props) {
  const { t } = useLanguage()
  const holds = (s: { start: number; end: number }) => s.start <= at && at < s.end
  const status = day.statuses.find(holds)
  const span = day.spans.find(holds)
  const contacts = hovered ? [hovered] : day.handlings.filter(holds)
  const seconds = (s: { start: number; end: number }) => duration((s.end - s.start) / 1000)
  return (
    <div className={chart.tip} style={x > width / 2 ? { right: width - x + 12 } : { left: x + 12 }}>
      <b>{at > day.known ? t.agent.toCome : clockSeconds(at, zone)}</b>
      {status && (
        <div>
          <span>{statusName(status, t)}</span>
          <span>{seconds(status)}</span>
        </div>
      )}
      {span && span.class !== 'offline' && (
        <div>
          <span>{t.agent.counted[span.class]}</span>
          <span>{seconds(span)}</span>
        </div>
      )}
      {day.gaps.some(holds) && <em>{t.agent.gap}</em>}
      {contacts.slice(0, 4).map((stay) => (
        <Contact key={stay.key} stay={stay} zone={zone} whole={hovered !== null} />
      ))}
      {contacts.length > 4 && <div>{t.agent.moreContacts(contacts.length - 4)}</div>}
      {!status && !span && contacts.length === 0 && at <= day.known && <div>{t.agent.nothingKnown}</div>}
    </div>
  )
}

function Contact({ stay, zone, whole }: { stay: Handling; zone: string; whole: boolean }) {
  const { t } = useLanguage()
  const title = [word(t.channel, stay.channel), stay.queueArn && queueName(stay.queueName, stay.queueArn, t)]
    .filter(Boolean)
    .join(' · ')
  return (
    <>
      <b>{title}</b>
      {whole && (
        <div>{`${clockSeconds(stay.start, zone)} – ${stay.open ? t.agent.goingOn : clockSeconds(stay.end, zone)}`}</div>
      )}
      {whole &&
        stay.pieces.map((piece) => (
          <div key={piece.start}>
            <span>{t.agent.phases[piece.phase]}</span>
            <span>{duration((piece.end - piece.start) / 1000)}</span>
          </div>
        ))}
    </>
  )
}
