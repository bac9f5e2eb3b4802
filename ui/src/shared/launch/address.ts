// The config of a launch in the part of the address after its `#`, which is not sent to the server: that takes no
// long address. Pure.
const PREFIX = 'config='

/** In base64 for addresses, so that nothing on the way reads a sign of it as its own. */
export function hashOf(config: string | undefined): string {
  if (!config) return ''
  const bytes = new TextEncoder().encode(config)
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return PREFIX + btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

export function configIn(hash: string): string | undefined {
  const text = hash.replace(/^#/, '')
  if (!text.startsWith(PREFIX)) return undefined
  try {
    const binary = atob(text.slice(PREFIX.length).replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes) || undefined
  } catch {
    return undefined
  }
}
