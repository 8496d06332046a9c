import type { CheckFinding } from '../../api/model'
import type { Tone } from '../../lib/tone'

/** The worst first. */
export const severities = ['wrong', 'warning', 'cannot_tell', 'fine'] as const

export const tones: Record<CheckFinding['severity'], Tone> = {
  wrong: 'bad',
  warning: 'warn',
  cannot_tell: 'none',
  fine: 'ok',
}
