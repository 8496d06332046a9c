import { useDimension } from '../../api/queries'
import { useLanguage } from '../../i18n/language'
import { queueName } from '../../i18n/queue_name'
import { isOwnQueue } from '../../lib/own_queue'
import { useInstanceNames } from '../../shell/InstancePicker'

/**
 * The queues of an instance, or of all, that settings can be made for: none of a single agent. Queues of several instances
 * may have one name, so there each says its instance.
 */
export function useStandardQueues(instance: string): { arn: string; name: string }[] {
  const { t } = useLanguage()
  const instanceName = useInstanceNames()
  const named = (name: string, arn: string) =>
    [queueName(name, arn, t), instance === '' ? instanceName(arn) : ''].filter((part) => part !== '').join(' · ')
  return useDimension('queue')
    .filter((q) => !isOwnQueue(q.value) && q.value !== '' && (instance === '' || q.value.startsWith(`${instance}/`)))
    .map((q) => ({ arn: q.value, name: named(q.name, q.value) }))
}
