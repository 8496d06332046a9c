// The fields of a contact in the groups of its page. Names are Connect's own: they are what the record says.
import type { Contact } from '../../api/model'

export type GroupName = 'contact' | 'queue' | 'agent' | 'customer' | 'journey'
export type Field = { name: string; value: unknown }

/** Every field that has a value, in the record's words. */
export function groups(contact: Contact): [GroupName, Field[]][] {
  const { agent, queue, ...rest } = contact
  const journey = ['initial_contact_id', 'previous_contact_id', 'next_contact_id', 'related_contact_id']
  const customer = ['customer_address_masked', 'system_address', 'transferred_to_masked']
  const top = fields(rest)
  const named = (names: string[]) => top.filter((f) => names.includes(f.name))
  const found: [GroupName, Field[]][] = [
    ['contact', top.filter((f) => ![...journey, ...customer].includes(f.name))],
    ['queue', fields(queue)],
    ['agent', fields(agent)],
    ['customer', named(customer)],
    ['journey', named(journey)],
  ]
  return found.filter(([, list]) => list.length > 0)
}

function fields(part: object): Field[] {
  return Object.entries(part)
    .filter(
      ([, value]) => value !== null && value !== '' && value !== false && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]: [string, unknown]) => ({ name, value }))
    .sort((a, b) => Number(isArn(a)) - Number(isArn(b))) // long and dull: last
}

const isArn = (field: Field) => typeof field.value === 'string' && field.value.startsWith('arn:')

/** Whether the field is a length of time in seconds. */
export function isDuration(name: string): boolean {
  return name === 'duration' || name.endsWith('_duration')
}

/** "agent_interaction_duration" → "AgentInteractionDuration", as the contact record has it. */
export function connectName(name: string): string {
  return name
    .split('_')
    .map((word) => (word === 'id' ? 'Id' : word === 'arn' ? 'ARN' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
}
