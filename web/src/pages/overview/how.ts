// "How is this counted" of each figure: the panel's definition, else the catalogue's entry.
import type { Overview } from '../../api/model'
import { useMetrics } from '../../api/queries'
import { pick, useLanguage } from '../../i18n/language'
import { countedAs, metricOf, promisedLevel } from '../../lib/metric_spec'
import type { HowText } from '../../ui/How'

/** Which catalogue metric stands for which panel: it adds Connect's name and the formula. */
const specOf: { [panel: string]: string } = {
  number_of_calls: 'number_of_calls',
  calls_per_day: 'calls_per_day',
  average_after_contact_work: 'average_after_contact_work',
  average_call_duration: 'average_call_duration',
  number_of_agents: 'number_of_agents',
  calls_in_queue: 'calls_in_queue',
  service_level: promisedLevel,
}

/** Connect's own names of what the panels show, for those that the catalogue does not list by the panel's id. */
const connectNames: { [panel: string]: string } = {
  number_of_calls: 'Contacts created (CONTACTS_CREATED)',
  calls_per_day: 'Contacts created (CONTACTS_CREATED)',
  average_after_contact_work: 'Average after contact work time (AVG_AFTER_CONTACT_WORK_TIME)',
  average_call_duration: 'Average agent interaction time (AVG_INTERACTION_TIME)',
  calls_in_queue: 'Contacts in queue + scheduled (CONTACTS_IN_QUEUE + CONTACTS_SCHEDULED)',
}

export function useHow(
  overview: Pick<Overview, 'panels' | 'time_field'> | undefined,
): (id: string, note?: string) => HowText {
  const { language, t } = useLanguage()
  const { data: metrics } = useMetrics()
  return (id, note) => {
    const spec = specOf[id] ?? id
    const metric = metricOf(metrics ?? [], spec)
    const counted = metric && countedAs(metric, spec)
    const definition = pick(overview?.panels.definitions[id], language) || pick(counted?.definition, language)
    const timed = id === 'calls_in_queue' || !overview ? '' : t.how.timeField[overview.time_field]
    return {
      definition: [definition, timed, note].filter(Boolean).join(' '),
      formula: counted?.formula,
      connectName: metric?.connect_name || connectNames[id],
      sourceUrl: metric?.source_url,
    }
  }
}
