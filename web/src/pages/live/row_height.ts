/** As in the style sheet of the live tables; on a phone a name has two lines. */
const heights = { desk: 36, phone: 46 }
const phone = matchMedia('(max-width: 800px)')

/** How high a row of a live table is, in pixels: all are alike, so that those out of sight need not be drawn. */
export function rowHeight(): number {
  return phone.matches ? heights.phone : heights.desk
}
