import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillIn, proveGate } from './prove-gate.ts'

proveGate({
  program: 'caddy',
  configure({ port, host, shop, desk, key, folder }) {
    const site = fillIn('caddy.Caddyfile', [
      [/^shop\.example \{$/gm, `http://${host}:${port} {\n\tbind 127.0.0.1`],
      ['127.0.0.1:9000', shop],
      [/(?<=(reverse_proxy|forward_auth) )127\.0\.0\.1:8080/g, desk],
      [/(?<=Gate-Key )PUT-THE-GATE-KEY-OF-THIS-SHOP-HERE/g, key],
    ])
    const file = join(folder, 'Caddyfile')
    writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${site}`)
    const about = ['--config', file, '--adapter', 'caddyfile']
    return { start: ['caddy', 'run', ...about], check: ['caddy', 'validate', ...about] }
  },
})
