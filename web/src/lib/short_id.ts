const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * The front of a contact's id that tells it from others in a table: the first group of a UUID, any other id whole.
 * Never less than a word: what is read must be part of what is spoken (WCAG 2.5.3).
 */
export function shortId(id: string): string {
  return uuid.test(id) ? id.slice(0, 8) : id
}
