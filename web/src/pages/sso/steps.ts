// How far each step of the set-up is, from what the server says.
import type { ComparedUsers, ConnectSignIn } from '../../api/model'

export const steps = ['plan', 'values', 'apply', 'users', 'test'] as const
export type StepName = (typeof steps)[number]

/** todo: not yet; ready: something is to be done here; stuck: something stands in the way. */
export type StepState = 'todo' | 'ready' | 'running' | 'stuck' | 'done'

/** Whether an agreed job of that kind is under way. */
export function runs(status: ConnectSignIn, kind: 'apply' | 'users'): boolean {
  return status.job.phase === 'running' && status.job.kind === kind
}

export function stateOf(step: StepName, status: ConnectSignIn, users: ComparedUsers | undefined): StepState {
  const { plan } = status
  const has = (action: string) => plan?.steps.some((one) => one.action === action) ?? false
  const stuck = plan !== null && ((plan.stop ?? '') !== '' || has('blocked'))
  switch (step) {
    case 'plan':
      if (plan === null) return 'todo'
      return stuck ? 'stuck' : status.no_answer === '' ? 'done' : 'ready'
    case 'values':
      return plan === null ? 'todo' : (status.wish.metadata ?? '') === '' ? 'ready' : 'done'
    case 'apply':
      if (runs(status, 'apply')) return 'running'
      if (plan === null || status.no_answer !== '') return 'todo'
      if (status.pending > 0) return 'ready'
      return stuck ? 'stuck' : has('by_hand') ? 'todo' : 'done'
    case 'users': {
      if (runs(status, 'users')) return 'running'
      const comparison = users?.comparison
      if (!users || !comparison) return 'todo'
      if (users.pending > 0) return 'ready'
      return comparison.entries.some((one) => one.action === 'blocked') ? 'stuck' : 'done'
    }
    case 'test':
      return 'todo'
  }
}

/** The step to begin with: the first that is not done. */
export function firstOpen(status: ConnectSignIn, users: ComparedUsers | undefined): StepName {
  return steps.find((step) => stateOf(step, status, users) !== 'done') ?? 'test'
}
