// Reports that are there from the first day; each is an address like any other.
import type { IconName } from '../../ui/Icon'

export const readyReports: {
  id: 'queues' | 'agents' | 'quarters' | 'days' | 'reasons' | 'channels'
  icon: IconName
  query: string
}[] = [
  {
    id: 'queues',
    icon: 'queue',
    query: of(
      'contacts_queued contacts_handled contacts_abandoned abandonment_rate service_level:seconds=queue avg_queue_answer_time avg_handle_time',
      'by=queue&sort=-contacts_queued',
    ),
  },
  {
    id: 'agents',
    icon: 'agents',
    query: of(
      'contacts_handled avg_handle_time avg_interaction_time avg_hold_time avg_after_contact_work_time contacts_transferred_out',
      'by=agent&sort=-contacts_handled&where=agent!=',
    ),
  },
  {
    id: 'quarters',
    icon: 'chart',
    query: of(
      'contacts_queued contacts_handled contacts_abandoned service_level:seconds=queue avg_queue_answer_time',
      'every=15m',
    ),
  },
  {
    id: 'days',
    icon: 'calendar',
    query: of(
      'contacts_created contacts_handled contacts_abandoned answer_rate service_level:seconds=queue avg_handle_time',
      'every=1d',
    ),
  },
  {
    id: 'reasons',
    icon: 'contacts',
    query: of('contacts_created contacts_handled avg_contact_duration', 'by=disconnect_reason&sort=-contacts_created'),
  },
  {
    id: 'channels',
    icon: 'channel',
    query: of(
      'contacts_created contacts_handled avg_handle_time p90_handle_time',
      'by=channel&by=initiation_method&sort=-contacts_created',
    ),
  },
]

function of(metrics: string, rest: string): string {
  return `${metrics
    .split(' ')
    .map((metric) => `metric=${metric}`)
    .join('&')}&${rest}`
}
