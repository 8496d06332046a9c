/** Roughly how wide a text is in pixels at a size of 12 px: Hangul is as wide as it is high. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e80 ? 12 : 6.7), 0)
}
