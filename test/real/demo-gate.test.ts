import { startDemoGate } from '../../scripts/demo-gate.ts'
import { proveGate } from './prove-gate.ts'

proveGate({
  own: 'the demo gate',
  start: ({ port, host, shop, desk, key }) =>
    startDemoGate({
      port,
      shop: `http://${shop}`,
      desk: `http://${desk}`,
      key,
      host: `${host}:${port}`,
      askAgainEveryMs: 50,
    }),
})
