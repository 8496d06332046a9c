// Limits as people write them.

export const kinds = ['contacts', 'details', 'agent_events', 'quarantine', 'audit'] as const
export type Kind = (typeof kinds)[number]

/** The days of a text: 0, for ever, when it is empty, and null when the kind cannot be kept for so long. The audit log has a least. */
export function daysOf(text: string, kind: Kind): number | null {
  const plain = text.trim().replaceAll(',', '')
  if (plain === '') return kind === 'audit' ? null : 0
  if (!/^\d{1,4}$/.test(plain)) return null
  const days = Number(plain)
  return days >= (kind === 'audit' ? 365 : 2) && days <= 3660 ? days : null
}

/** Whether a limit of so many days removes what another kept; 0 keeps everything. */
export function shorter(days: number, than: number): boolean {
  return days !== 0 && (than === 0 || days < than)
}
