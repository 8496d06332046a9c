// Limits as people write them.

export const kinds = ['contacts', 'details', 'agent_events', 'quarantine'] as const
export type Kind = (typeof kinds)[number]

/** The days of a text: 0, for ever, when it is empty, and null when nothing can be kept for so long. */
export function daysOf(text: string): number | null {
  const plain = text.trim().replaceAll(',', '')
  if (plain === '') return 0
  if (!/^\d{1,4}$/.test(plain)) return null
  const days = Number(plain)
  return days >= 2 && days <= 3660 ? days : null
}

/** Whether a limit of so many days removes what another kept; 0 keeps everything. */
export function shorter(days: number, than: number): boolean {
  return days !== 0 && (than === 0 || days < than)
}
