import { useWords } from '../../language.ts'
import { type Catalogue, type Difference, inOrder } from './boxes.ts'
import { usePermissionWords } from './permission-words.ts'

/** What was ticked and unticked, each in a line of its own. */
export function DifferenceList({ catalogue, of }: { catalogue: Catalogue; of: Difference }) {
  const { t } = useWords()
  const words = usePermissionWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <ul className="boxes-difference" tabIndex={0} aria-label={t('rights:bar.label')}>
      {inOrder(catalogue, of.added).map(name => (
        <li key={name} className="good">
          {t('rights:bar.plus', { right: words.label(name) })}
        </li>
      ))}
      {inOrder(catalogue, of.removed).map(name => (
        <li key={name} className="bad">
          {t('rights:bar.minus', { right: words.label(name) })}
        </li>
      ))}
    </ul>
  )
}
