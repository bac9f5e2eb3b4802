// What reading the settings again came to, in a line. Pure.
interface Changes {
  added: string[]
  removed: string[]
  changed: string[]
  needRestart: string[]
}

export function changesOf(changes: Changes): string {
  const parts = [
    told('added', changes.added),
    told('removed', changes.removed),
    told('changed', changes.changed),
    told('after a restart of the server', changes.needRestart),
  ].filter((part) => part !== '')
  return parts.length > 0 ? parts.join('; ') : 'Nothing has changed.'
}

function told(what: string, names: string[]): string {
  return names.length > 0 ? `${what}: ${names.join(', ')}` : ''
}
