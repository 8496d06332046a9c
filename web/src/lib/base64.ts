/** How many bytes become characters at once: a call takes some ten thousands of parameters at most. */
const atOnce = 0x2000

/** Bytes as standard base64. */
export function base64Of(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += atOnce) text += String.fromCharCode(...bytes.subarray(i, i + atOnce))
  return btoa(text)
}
