import { hour } from '../desk.ts'
import { openVisit } from '../open-visit.ts'
import type { Raw } from './attack.ts'
import type { Stage } from './stage.ts'

/** What lies there for Sam; no answer to anybody else may hold it. */
export const planted = 'Zimt-und-Zucker-4711'

/** Olga puts a password down for Sam. */
export async function handOver(stage: Stage): Promise<{ grant: string; id: string }> {
  const grant = await openVisit(stage.desk, stage.desk.time.now + hour)
  const { accountId } = stage.desk.cast.shops['kaffeerad']!
  const { body } = await (await stage.desk.as('olga')).post(
    `/accounts/${accountId}/grants/${grant}/hand-overs`,
    { kind: 'password', values: { value: planted } },
  )
  return { grant, id: body.items[0].id }
}

/** The look itself, as the console asks for it. */
export function look(
  { grant, id }: { grant: string; id: string },
  cookie: string,
  asking: { method?: string; body?: string; more?: (readonly [string, string])[] } = {},
): Raw {
  const { method = 'POST', body = '{}' } = asking
  return {
    method,
    path: `/api/v1/visits/${grant}/hand-overs/${id}/reveal`,
    headers: [
      ['Host', 'localhost'],
      ['Cookie', cookie],
      ...(method === 'GET'
        ? []
        : ([
            ['Content-Type', 'application/json'],
            ['Content-Length', String(body.length)],
          ] as const)),
      ...(asking.more ?? []),
    ],
    ...(method === 'GET' ? {} : { body }),
  }
}
