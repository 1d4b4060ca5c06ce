import { useWords } from '../../language.ts'
import { type Step, steps } from './invite-draft.ts'

/** Where one is among the steps; those one may go to are buttons. */
export function Progress({
  step,
  reached,
  onGo,
}: {
  step: Step
  /** How many steps may be gone to. */
  reached: number
  onGo: (step: number) => void
}) {
  const { t } = useWords()
  return (
    <nav aria-label={t('invite-to-rights:steps')}>
      <ol className="plain-list plates-row">
        {steps.map((one, index) => (
          <li key={one}>
            <button
              type="button"
              className={one === step ? 'tag tag-open' : 'tag'}
              style={{ font: 'inherit', color: 'inherit', minHeight: '2rem' }}
              disabled={index >= reached}
              {...(one === step ? { 'aria-current': 'step' as const } : {})}
              onClick={() => onGo(index + 1)}
            >
              {index + 1}. {t(`invite-to-rights:step.${one}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  )
}
