// What the time axis of a journey shows: a lane per contact, and who came from whom.
import type { ChainItem, TimelinePart } from '../../api/model'
import { timeScale, type TimeScale } from '../../lib/time_scale'

export type Part = { kind: TimelinePart['kind']; from: number; to: number }

export type Lane = {
  contact: ChainItem
  parts: Part[]
  /** From the first to the last known moment, UTC ms. */
  from: number
  to: number
  /** Moments without a length. */
  marks: { kind: 'scheduled' | 'transferred'; at: number }[]
}

/** The contact in lane `to` came from that in lane `from`. */
export type Link = { from: number; to: number }

export type Journey = { lanes: Lane[]; links: Link[]; scale: TimeScale }

const known = (at: string | null) => (at === null ? [] : [Date.parse(at)])

function laneOf(contact: ChainItem): Lane {
  const parts = contact.timeline
    .map((part) => ({ kind: part.kind, from: Date.parse(part.start), to: Date.parse(part.end) }))
    .filter((part) => part.to >= part.from)
  const begin = Date.parse(contact.initiation)
  const moments = [begin, ...known(contact.disconnect), ...parts.flatMap((p) => [p.from, p.to])]
  return {
    contact,
    parts,
    from: Math.min(...moments),
    to: Math.max(...moments),
    marks: [
      ...known(contact.scheduled).map((at) => ({ kind: 'scheduled' as const, at })),
      ...known(contact.transfer_completed).map((at) => ({ kind: 'transferred' as const, at })),
    ],
  }
}

/** Where a record does not say whom it came from, the contact that names it as its next is taken, else the first one. */
function linksOf(chain: ChainItem[]): Link[] {
  return chain.flatMap((contact, to) => {
    const previous = chain.findIndex((c) => c.contact_id === contact.previous_contact_id)
    const named = chain.findIndex((c) => c.next_contact_id !== '' && c.next_contact_id === contact.contact_id)
    const from = previous >= 0 ? previous : named
    return from >= 0 && from !== to ? [{ from, to }] : []
  })
}

export function journeyOf(chain: ChainItem[]): Journey | null {
  const lanes = chain.map(laneOf)
  const scale = timeScale(
    lanes.flatMap((lane) => [
      lane.from,
      lane.to,
      ...lane.parts.flatMap((p) => [p.from, p.to]),
      ...lane.marks.map((mark) => mark.at),
    ]),
  )
  return scale && { lanes, links: linksOf(chain), scale }
}
