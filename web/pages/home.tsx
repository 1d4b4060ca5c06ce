import { Navigate } from '@tanstack/react-router'
import { consolePaths } from '#contract/paths.ts'
import { useMe } from '../api/me.ts'
import { useWords } from '../language.ts'
import { Empty } from '../ui/empty.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'

type Way = { to: string; title: string; hint: string }

/** Where this person wants to be: straight there when there is only one place, a choice otherwise. */
export function HomePage() {
  const { t } = useWords()
  const me = useMe()
  const ways: Way[] = [
    ...me.accounts.map(({ id, name }) => ({
      to: consolePaths.account(id),
      title: name,
      hint: t('home.accountCard'),
    })),
    ...(me.provider.desk
      ? [{ to: consolePaths.desk(), title: t('nav.desk'), hint: t('home.deskCard') }]
      : []),
    ...(me.provider.support
      ? [{ to: consolePaths.open(), title: t('nav.openToMe'), hint: t('home.openCard') }]
      : []),
  ]
  // Whoever sits at the desk and in the support team works from the desk.
  const only = ways.length === 1 || me.accounts.length === 0 ? ways[0] : undefined
  if (only) return <Navigate to={only.to} replace />
  return (
    <Page title={t('home.title', { name: me.person.name })}>
      {ways.length === 0 ? (
        <Empty title={t('home.nothing')} hint={t('home.nothingHint', { provider: me.provider.name })} />
      ) : (
        <>
          <p style={{ margin: 0 }}>{t('home.choose')}</p>
          <div className="plates">
            {ways.map(way => (
              <article className="card" key={way.to}>
                <h2 style={{ fontSize: '1.1rem', margin: '0 0 0.3rem' }}>{way.title}</h2>
                <p style={{ margin: '0 0 0.8rem' }}>{way.hint}</p>
                <LinkButton to={way.to} variant="light" aria-label={way.title}>
                  {way.title}
                </LinkButton>
              </article>
            ))}
          </div>
        </>
      )}
    </Page>
  )
}
