/** True for hosts that browsers keep on this machine, where plain http is as safe as https. */
export function isLoopbackHost(host: string | null): boolean {
  const name = URL.parse(`http://${host ?? ''}`)?.hostname ?? ''
  return name === 'localhost' || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name)
}
