import type { CheckFinding } from '../../api/model'
import type { Language } from '../../lib/format'
import { korean } from './korean'

/** What a finding says, in a line. */
export function summaryOf(finding: CheckFinding, language: Language): string {
  return (language === 'ko' ? korean[finding.code]?.summary : undefined) ?? finding.summary
}

/** Why it matters, or how it comes about. */
export function causeOf(finding: CheckFinding, language: Language): string {
  return (language === 'ko' ? korean[finding.code]?.cause : undefined) ?? finding.cause
}
