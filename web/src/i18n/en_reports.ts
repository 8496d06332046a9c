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
