// The page's few icons: 20 px strokes in the text's colour. Decorative, so hidden from readers; their button has a name.
const paths = {
  overview: 'M3 3h6v7H3zM11 3h6v4h-6zM11 9h6v8h-6zM3 12h6v5H3z',
  contacts:
    'M5.2 3h2.4l1.4 3.7-1.8 1.3a10 10 0 0 0 4.8 4.8l1.3-1.8L17 12.4v2.4a2 2 0 0 1-2.2 2A13.4 13.4 0 0 1 3.2 5.2 2 2 0 0 1 5.2 3z',
  pipeline: 'M2 10h3.5l2-5 4 10 2.5-6.500 1 1.500h3',
  settings: 'M3 6h7M14 6h3M3 14h3M10 14h7M12 4a2 2 0 1 0 0 4a2 2 0 1 0 0-4zM8 12a2 2 0 1 0 0 4a2 2 0 1 0 0-4z',
  calendar: 'M3 5h14v12H3zM3 8.500h14M6.500 2.500v4M13.500 2.500v4',
  chevronDown: 'M5 7.500l5 5 5-5',
  chevronLeft: 'M12 4.500l-5.500 5.500 5.500 5.500',
  chevronRight: 'M8 4.500l5.500 5.500-5.500 5.500',
  globe:
    'M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15zM2.500 10h15M10 2.500c5 4.500 5 10.500 0 15c-5-4.500-5-10.500 0-15z',
  sun: 'M10 6.200a3.800 3.800 0 1 0 0 7.600a3.800 3.800 0 1 0 0-7.600zM10 1.500v2M10 16.500v2M1.500 10h2M16.500 10h2M4 4l1.400 1.400M14.600 14.600L16 16M4 16l1.400-1.400M14.600 5.400L16 4',
  moon: 'M16.500 12A7 7 0 0 1 8 3.500a7 7 0 1 0 8.500 8.500z',
  auto: 'M10 2.500a7.500 7.500 0 1 0 0 15zM10 2.500a7.500 7.500 0 0 1 0 15',
  print: 'M6 7V3h8v4M6 14H3.500V7h13v7H14M6 11.500h8V17H6z',
  keyboard: 'M2 5h16v10H2zM5 8h.01M8 8h.01M11 8h.01M14 8h.01M6 12h8',
  info: 'M10 2.500a7.500 7.500 0 1 0 0 15a7.500 7.500 0 1 0 0-15zM10 9v5M10 6.200v.1',
  menu: 'M3 5.500h14M3 10h14M3 14.500h14',
  close: 'M5 5l10 10M15 5L5 15',
  table: 'M3 4h14v12H3zM3 8h14M3 12h14M8.500 4v12',
  chart: 'M4 16v-6M8 16V5M12 16v-8M16 16V3',
  download: 'M10 3v9M6.500 8.500L10 12l3.500-3.500M3.500 16.500h13',
  copy: 'M7 7h9v10H7zM4 13V3h9',
  check: 'M4 10.500l4 4 8-9',
  search: 'M8.500 3.500a5 5 0 1 0 0 10a5 5 0 1 0 0-10zM12.200 12.200L17 17',
  agents:
    'M7 4a2.800 2.800 0 1 0 0 5.600a2.800 2.800 0 1 0 0-5.600zM1.800 16.500c0-3.200 2.300-5 5.200-5s5.200 1.800 5.200 5M12.500 4.300a2.600 2.600 0 0 1 0 5M14.200 11.800c2.300.5 3.900 2.200 3.900 4.700',
  columns: 'M3 4h14v12H3zM7.700 4v12M12.300 4v12',
  group: 'M3 4.500h14M6 10h11M6 15.500h11',
  plus: 'M10 4.500v11M4.500 10h11',
  minus: 'M4.500 10h11',
  agent: 'M10 3.500a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM4 17c0-3.500 2.700-5.500 6-5.500s6 2 6 5.500',
  queue: 'M3 5h14M3 10h10M3 15h6',
  live_queue: 'M3 5h9M3 10h6M3 15h4M14.500 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM14.500 10v2.200l1.600 1',
  instance: 'M3 3.500h14v5H3zM3 11.500h14v5H3zM6 6h.01M6 14h.01M9.500 6H14M9.500 14H14',
  channel: 'M3 4h14v9H9l-4 3.500V13H3z',
  metrics: 'M4 3h10a2 2 0 0 1 2 2v12H6a2 2 0 0 1-2-2zM4 15a2 2 0 0 1 2-2h10M8 6.500h4.500M8 9.500h3',
  reports: 'M4 3h8l4 4v10H4zM12 3v4h4M7 14v-3M10 14V9M13 14v-2',
  audit: 'M7 4H4.500v13h11V4H13M7 2.500h6v3H7zM7 11l2 2 4-4',
  access:
    'M10 2.500l6.500 2.500v5c0 3.800-2.600 6.300-6.500 7.500-3.900-1.200-6.500-3.700-6.500-7.500V5zM7.500 10l2 2 3.500-4',
  key: 'M7 9a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7zM9.500 10.500L16.500 3.500M13.500 6.500l2.500 2.500',
  stop: 'M5 5h10v10H5z',
  bookmark: 'M5.500 3h9v14l-4.500-3.500-4.500 3.500z',
  headset:
    'M3.500 12.500v-2.500a6.500 6.500 0 0 1 13 0v2.500M3.500 11h2.500v4.500H3.500zM14 11h2.500v4.500H14zM16.500 15.500c0 1.500-1.500 2-3.500 2h-2',
  pin: 'M7.500 3h5l-.6 5.500 2.600 2.500v1.500h-9V11l2.600-2.500zM10 12.500V17.500',
  edit: 'M4 16l.8-3.300L13 4.500l2.500 2.500-8.200 8.200zM11.500 6l2.500 2.500',
  trash: 'M3.500 5.500h13M8 5.500V3h4v2.500M5 5.500l.8 11.500h8.400L15 5.500M8.500 8.500v5.500M11.500 8.500v5.500',
  apps: 'M3.500 3.500h5v5h-5zM11.500 3.500h5v5h-5zM3.500 11.500h5v5h-5zM11.500 11.500h5v5h-5z',
  signOut: 'M8 3.500H4v13h4M12 6.500l3.500 3.500-3.500 3.500M15.500 10H8',
  refresh: 'M16.500 10a6.500 6.500 0 1 1-2-4.700M16.500 2.500v3.500H13',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  )
}

/** Ringside's mark: two arcs around a point, the ring and who stands beside it. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#1b3a63" />
      <path
        d="M6.500 21.500a9.500 9.500 0 0 1 19 0"
        fill="none"
        stroke="#5b9dff"
        strokeWidth="2.600"
        strokeLinecap="round"
      />
      <path d="M11 21.500a5 5 0 0 1 10 0" fill="none" stroke="#9cc4ff" strokeWidth="2.600" strokeLinecap="round" />
      <circle cx="16" cy="21.500" r="2.100" fill="#fff" />
    </svg>
  )
}
