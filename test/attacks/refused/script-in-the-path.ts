import { type Attack, asks } from '../attack.ts'

export const attack: Attack = {
  says: 'A path with a script in it comes back in the links of the page',
  why: 'cross-site scripting',
  request: stage => ({
    ...asks('nginx', stage, {
      cookie: null,
      target: '/a%22%3E%3Cscript%3Ealert(1)%3C/script%3E?x="><script>',
    }),
    path: '/gate/refused',
  }),
  expect: { status: 403, body: /^(?!.*<script)/s },
}
