import { List } from '@mantine/core'
import type { Static } from 'typebox'
import type { HolderFault } from '#contract/holders.ts'
import { useWords } from '../../language.ts'

export type Fault = Static<typeof HolderFault>

/** What keeps a contact from holding a domain, each with what to do. */
export function Faults({ faults }: { faults: readonly Fault[] }) {
  const { t } = useWords()
  return (
    <List>
      {faults.map(({ field, code }) => (
        <List.Item key={`${field} ${code}`}>
          <strong>{t(`holders:field.${field}`)}:</strong> {t(`holders:fault.${code}`)}
        </List.Item>
      ))}
    </List>
  )
}
