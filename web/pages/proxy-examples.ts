// How a reverse proxy is told about the door: the very files of docs/connect-a-shop, which are tested against the real
// proxies, with this shop's key in its place. A shorter copy of our own would leave out what keeps strangers out.
const files = import.meta.glob<string>('../../docs/connect-a-shop/*.{conf,Caddyfile,yml,yaml,toml}', {
  query: '?raw',
  import: 'default',
})

export type Example = {
  /** 'nginx.conf' */
  name: string
  /** The file for this shop. `origin` like https://shop.example. */
  fillIn: (origin: string | null, key: string) => Promise<string>
}

export const examples: readonly Example[] = Object.entries(files).map(([path, read]) => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  async fillIn(origin, key) {
    const text = (await read()).replaceAll('PUT-THE-GATE-KEY-OF-THIS-SHOP-HERE', key)
    return origin ? text.replaceAll('shop.example', new URL(origin).hostname) : text
  },
}))
