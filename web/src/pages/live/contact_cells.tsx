import type { ReactNode } from 'react'
import type { LiveAgent, LiveContact } from '../../api/model'
import { useLanguage, word } from '../../i18n/language'
import { count } from '../../lib/format'
import css from './Live.module.css'

/** The contact that an agent has had for longest, and how many more there are. */
export function ContactOf({ agent, name }: { agent: LiveAgent; name: (queue: string) => ReactNode }) {
  const { t } = useLanguage()
  const first = oldest(agent.contacts)
  if (!first) return null
  return (
    <span className={css.doing}>
      {word(t.channel, first.channel)}
      {first.queue !== '' && <span className={css.quiet}>{name(first.queue)}</span>}
      {agent.contacts.length > 1 && <small>{t.live.agents.more(agent.contacts.length - 1)}</small>}
    </span>
  )
}

function oldest(contacts: LiveContact[]): LiveContact | undefined {
  const began = (c: LiveContact) => Date.parse(c.connected_at ?? c.since ?? '') || Infinity
  return contacts.reduce<LiveContact | undefined>((a, b) => (a && began(a) <= began(b) ? a : b), undefined)
}

/** How many of the contacts that the routing profile allows an agent has: by channel where there are any. */
export function BusyOf({ agent }: { agent: LiveAgent }) {
  const most = agent.slots.reduce((sum, slot) => sum + slot.maximum, 0)
  if (agent.contacts.length > 0) return <SlotsOf agent={agent} busyOnly />
  return (
    <span className={css.slots}>
      {most > 0 && (
        <span>
          <b>0</b>/{count(most)}
        </span>
      )}
    </span>
  )
}

/** Contacts at the agent and the most that the routing profile allows, by channel. */
export function SlotsOf({ agent, busyOnly = false }: { agent: LiveAgent; busyOnly?: boolean }) {
  const { t } = useLanguage()
  return (
    <span className={css.slots}>
      {agent.slots.map(({ channel, maximum }) => {
        const here = agent.contacts.filter((c) => c.channel === channel).length
        if (busyOnly && here === 0) return null
        return (
          <span key={channel} data-busy={here > 0 || undefined}>
            {word(t.channel, channel)} <b>{count(here)}</b>/{count(maximum)}
          </span>
        )
      })}
    </span>
  )
}
