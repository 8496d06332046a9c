// Texts of saved views, reports and the metrics page.

export const views = {
  title: 'Saved views',
  none: 'Nothing is saved yet. Set the page up as you like, give it a name, and it is here for everybody.',
  saveAs: 'Save this view as',
  save: 'Save',
  replace: 'Replace',
  saveChanges: (name: string) => `Save changes to “${name}”`,
  changed: 'changed',
  pin: (name: string) => `Pin: ${name}`,
  unpin: (name: string) => `Unpin: ${name}`,
  rename: (name: string) => `Rename: ${name}`,
  newName: 'New name',
  cancel: 'Cancel',
  link: (name: string) => `link to ${name}`,
  remove: (name: string) => `Delete: ${name}`,
  removed: (name: string) => `“${name}” was deleted.`,
  undo: 'Undo',
}

/** Units: for narrow places, and in words. */
export const unit = { count: 'count', seconds: 'time', percent: '%' }
export const unitLong = { count: 'A count', seconds: 'A duration', percent: 'A percentage' }

export const direction = { higher: 'Higher is better', lower: 'Lower is better', neither: 'Neither way is better' }

/** The moment of a contact that puts it into an interval. */
export const moment = {
  initiation: 'When the contact began',
  disconnect: 'When the contact ended',
  enqueue: 'When it entered the queue',
  connected_to_agent: 'When it was connected to the agent',
  time_spent: 'When it was spent',
}

export const metrics = {
  title: 'Metrics',
  search: 'Name, id or word',
  searchLong: 'Find a metric: in Korean, in English or by its name in Amazon Connect',
  found: (n: number) => (n === 1 ? '1 metric' : `${n} metrics`),
  none: 'No metric is called so.',
  about: (n: number) => `${n} figures, each defined once`,
  intro: {
    names:
      'Ids are Amazon Connect’s API names in lower case where it has such a metric. The same ids work in reports, in exports, on the command line and over HTTP. Where Amazon’s own texts contradict each other, both readings are here under honest names.',
    record:
      'Metrics by record give a contact whole to the interval in which it ended, or to another moment where the metric is about that.',
    nothing:
      'A count or a sum of nothing is 0; a mean, a share or a percentile of nothing has no value. Percentiles are nearest rank: always a value that occurred. Totals are computed over everything, never from the rows.',
    search: 'The search knows other words of the trade too: SLA, AHT, ASA, ACW, 상담원, 중단율.',
  },
  unknown: (id: string) => `There is no metric ${id}.`,
  inReport: 'Show in a report',
  link: 'Copy link',
  attribution: 'Attribution',
  timeField: 'Time basis',
  ownTime: 'Always: the metric is about this moment.',
  otherTime: 'A report can choose another moment.',
  dimensions: 'By which it can be split',
  parameters: 'Parameters',
  parameter: 'Name',
  meaning: 'Meaning',
  allowed: 'Values',
  default: 'Default',
  example: 'example',
}

/** Why a contact ended, in Amazon Connect's words. */
export const reason = {
  CUSTOMER_DISCONNECT: 'Customer hung up',
  AGENT_DISCONNECT: 'Agent hung up',
  THIRD_PARTY_DISCONNECT: 'Third party hung up',
  CONTACT_FLOW_DISCONNECT: 'Ended in the flow',
  AGENT_COMPLETED: 'Completed by agent',
  TRANSFERRED: 'Transferred',
  EXPIRED: 'Expired',
  BARGED: 'Taken over by a manager',
  TELECOM_PROBLEM: 'Telephony problem',
  CUSTOMER_CONNECTION_NOT_ESTABLISHED: 'Customer not reached',
  API: 'Ended by API',
  IDLE_DISCONNECT: 'Idle for too long',
  OTHER: 'Other',
}

export const interval: { [every: string]: string } = {
  '15m': 'Every 15 minutes',
  '30m': 'Every 30 minutes',
  '1h': 'Every hour',
  '1d': 'Every day',
  '1w': 'Every week',
  '1mo': 'Every month',
  total: 'Whole range',
}

export const reports = {
  title: 'Reports',
  one: 'Report',
  new: 'New report',
  ready: 'Ready to open',
  readyNames: {
    queues: 'By queue',
    agents: 'By agent',
    quarters: 'Every quarter of an hour',
    days: 'Day by day',
    reasons: 'By disconnect reason',
    channels: 'By channel and initiation',
  },
  readyAbout: {
    queues: 'Queued, handled, abandoned, service level, answer and handle times',
    agents: 'Handled, handle time and its parts, transfers',
    quarters: 'How much comes when, and how well it is answered',
    days: 'Contacts, answer rate, service level and handle time',
    reasons: 'How contacts end, and how long they took',
    channels: 'Voice, chat, tasks and e-mail, inbound and outbound',
  },
  saved: 'Saved reports',
  noneSaved: 'Nothing is saved yet. Open a report, set it up and save it under a name; pin it to see its figures here.',
  open: 'Open',
  openAll: (rows: string) => `Open · ${rows}`,
  figures: 'Metrics',
  groups: 'Split by',
  filters: 'Only',
  addMetric: 'Metric',
  addGroup: 'Split',
  addFilter: 'Filter',
  every: 'Interval',
  timeField: 'Counted',
  shape: 'Form',
  shapes: { table: 'Table', chart: 'Chart' },
  time: 'Time',
  total: 'Total',
  none: 'None',
  rows: (n: string) => `${n} ${n === '1' ? 'row' : 'rows'}`,
  empty: 'No contacts fit in this range.',
  choose: 'Choose at least one metric.',
  toReady: 'Or open a report that is ready',
  running: 'Asking …',
  stop: 'Stop',
  stopped: 'The question was broken off.',
  again: 'Ask again',
  settings: 'settings',
  apply: 'Apply',
  earlier: 'Move left',
  later: 'Move right',
  dictionary: 'How it is counted',
  drop: (what: string) => `Remove: ${what}`,
  notBy: (group: string) => `Means nothing by ${group.toLowerCase()}`,
  notFor: (metric: string) => `${metric} cannot be split so`,
  cannot: 'not with these metrics',
  attribute: 'Contact attribute',
  attributeLong: 'Find a contact attribute by its key',
  contacts: (n: string) => `${n} contacts`,
  moreKeys: 'There are more: find them by name.',
  compare: 'Compare',
  compareNone: 'nothing',
  periods: {
    period_before: 'period before',
    week_before: 'week before',
    month_before: 'month before',
    year_before: 'year before',
  },
  before: 'Before',
  change: 'Change',
  comparedWith: (from: string, to: string) => `compared with ${from} – ${to}`,
  top: 'Rows',
  topAll: 'all',
  topN: (n: number) => `the ${n} greatest`,
  others: (n: string) => `Others (${n})`,
  is: 'is',
  isNot: 'is not',
  filter: (what: string, values: string, not: boolean) => `${what} ${not ? 'is not' : 'is'} ${values}`,
  andMore: (n: number) => `and ${n} more`,
  findMore: (n: number) => `${n} more: find them by name.`,
  ownValue: (value: string) => `Use “${value}”`,
  mostOf: (shown: number, all: string, metric: string) =>
    `the ${shown} of ${all} with the most ${metric.toLowerCase()}`,
}
