// Comparisons of a contact's columns with numbers, as addresses and the API write them: "queue_s>=60", "callback=1".

export type Having = { column: string; op: string; value: number }

const written = /^([a-z0-9_]+)(>=|<=|>|<|=)(\d{1,15})$/

/** The comparisons that are well written; others say nothing. */
export function parseHaving(texts: string[]): Having[] {
  return texts.flatMap((text) => {
    const [, column, op, value] = written.exec(text) ?? []
    return column && op ? [{ column, op, value: Number(value) }] : []
  })
}

export function havingText({ column, op, value }: Having): string {
  return `${column}${op}${value}`
}

/** "90", "1:30" or "1:02:03" in seconds; null for anything else. */
export function parseSeconds(text: string): number | null {
  const parts = text.trim().split(':')
  if (parts.length > 3 || !parts.every((part) => /^\d{1,7}$/.test(part))) return null
  return parts.reduce((sum, part) => sum * 60 + Number(part), 0)
}
