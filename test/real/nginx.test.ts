import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillIn, proveGate } from './prove-gate.ts'

proveGate({
  program: 'nginx',
  configure({ port, host, shop, desk, key, folder }) {
    const site = fillIn('nginx.conf', [
      ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
      [/^ *ssl_certificate.*\n/gm, ''],
      [/(?<=server_name )shop\.example/g, host],
      ['127.0.0.1:9000', shop],
      [/(?<=server )127\.0\.0\.1:8080/g, desk],
      [/(?<=Gate-Key )PUT-THE-GATE-KEY-OF-THIS-SHOP-HERE/g, key],
    ])
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    for (const name of temporary) mkdirSync(join(folder, name))
    writeFileSync(join(folder, 'site.conf'), site)
    writeFileSync(
      join(folder, 'nginx.conf'),
      `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/errors info; events { }
http { access_log off; ${temporary.map(name => `${name}_temp_path ${folder}/${name};`).join(' ')} include ${folder}/site.conf; }`,
    )
    const command = ['nginx', '-p', folder, '-e', join(folder, 'errors'), '-c', join(folder, 'nginx.conf')]
    return { start: command, check: [...command, '-t'] }
  },
})
