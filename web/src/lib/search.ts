// The search part of the address, as it is written there.
import { useSearch as useWritten } from 'wouter/use-browser-location'

/**
 * The search part without its question mark. The router's own hook decodes it once before anybody has taken it apart, so that an
 * encoded part within a part ("+09:00" of a time) would be read as something else.
 */
export function useSearch(): string {
  return useWritten().replace(/^\?/, '')
}
