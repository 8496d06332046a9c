import { useDimension } from '../api/queries'
import { useLanguage } from '../i18n/language'
import { instanceOf } from '../live/instances'
import { parseScope } from '../lib/scope'
import { useSearch } from '../lib/search'
import { MultiSelect } from '../ui/MultiSelect'
import css from './InstanceTag.module.css'
import type { PageScope } from './scope'

/** Id, name, and where the instance is: "111122223333 · ap-northeast-2". */
type Instance = { value: string; name: string; detail: string }

export function useInstances(): Instance[] {
  return useDimension('instance').map(({ value: arn, name }) => {
    const [, , , region = '', account = ''] = arn.split(':')
    return { value: instanceOf(arn), name, detail: [account, region].filter(Boolean).join(' · ') }
  })
}

/** Whether there is a choice of instances, or one was made. */
export function useInstanceChoice(): boolean {
  const chosen = parseScope(useSearch()).instances
  return useInstances().length > 1 || chosen.length > 0
}

/** Which Amazon Connect instances the page is about. */
export function InstancePicker({ page }: { page: PageScope }) {
  const { t } = useLanguage()
  return (
    <MultiSelect
      icon="instance"
      name={t.filter.instances}
      all={t.filter.allInstances}
      options={useInstances()}
      chosen={page.scope.instances}
      choose={(instances) => page.change({ instances })}
    />
  )
}

/** What tells things of the same name apart: the name of the instance of an ARN; "" where only one is shown. */
export function useInstanceNames(): (arn: string) => string {
  const chosen = parseScope(useSearch()).instances
  const options = useInstances()
  if (options.length < 2 || chosen.length === 1) return () => ''
  return (arn) => options.find(({ value }) => value === instanceOf(arn))?.name ?? ''
}

/** That name behind the thing's own. */
export function InstanceTag({ arn }: { arn: string }) {
  const name = useInstanceNames()(arn)
  if (!name) return null
  return (
    <>
      {' '}
      <small className={css.tag}>{name}</small>
    </>
  )
}
