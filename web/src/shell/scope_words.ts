import { useDimension } from '../api/queries'
import { useLanguage, word } from '../i18n/language'
import { queueName } from '../i18n/queue_name'
import type { Scope } from '../lib/scope'
import { useInstances } from './InstancePicker'

type Named = { value: string; name: string }

/** The queue that an address means by its ARN, its id or its name. */
export function namedQueue<Q extends Named>(queues: Q[], said: string): Q | undefined {
  return queues.find(({ value, name }) => value === said || value.endsWith(`/${said}`) || name === said)
}

/** What a page is narrowed to, in words: instances, queues and channels by their names; "" where it is about everything. */
export function useScopeWords({ instances, queues, channels }: Scope): string {
  const { t } = useLanguage()
  const known = useDimension('queue')
  const places = useInstances()
  return [
    ...instances.map((id) => places.find(({ value }) => value === id)?.name ?? id),
    ...queues.map((said) => {
      const queue = namedQueue(known, said)
      return queueName(queue?.name ?? '', queue?.value ?? said, t)
    }),
    ...channels.map((channel) => word(t.channel, channel)),
  ].join(', ')
}
