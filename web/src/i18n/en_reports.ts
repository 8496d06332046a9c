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
