import type { FastifyInstance } from 'fastify'
import { doorPaths } from '#contract/paths.ts'
import { Refusal } from '#server/access/refusal.ts'
import { isSetUp, setUp } from '#server/people/set-up.ts'
import type { Language } from '#server/plumbing/calendar/language.ts'
import { regions } from '#server/plumbing/calendar/regions.ts'
import { html } from '#server/plumbing/page.ts'
import { actions, button, field, linkButton, notice } from '#server/plumbing/page-parts.ts'
import { deskPages } from '#texts/desk-pages.ts'
import type { AppParts } from '../parts.ts'
import { problemFrom } from '../problems.ts'
import { refusalTexts, sendPage, visit } from './visit.ts'

const names = ['link', 'provider', 'name', 'address', 'password', 'region'] as const
type Values = Partial<Record<(typeof names)[number], string>>

/** Takes the code from behind the # into its field, and out of the address. */
const fillInCode = `const code = location.hash.slice(1)
if (code) { document.getElementById('link').value = code; history.replaceState(null, '', location.pathname); document.getElementById('provider').focus() }`

/**
 * The first page of a new instance. The link's code stands behind the # of its address, where no server log sees it; a
 * script puts it into its field, and without one it is pasted there.
 */
export function serveSetUp(app: FastifyInstance, parts: AppParts): void {
  app.get('/set-up', async (request, reply) => {
    const { language } = await visit(parts, request)
    if (await isSetUp(parts.kernel)) return reply.redirect(doorPaths.signIn(), 303)
    return sendPage(reply, {
      language,
      title: deskPages[language].setUp.title,
      body: form(language, {}),
      script: fillInCode,
    })
  })

  app.post<{ Body: Record<string, unknown> }>('/set-up', async (request, reply) => {
    const { language } = await visit(parts, request)
    const texts = deskPages[language].setUp
    const values = Object.fromEntries(
      names.map(name => [
        name,
        typeof request.body?.[name] === 'string' ? (request.body[name] as string).trim() : '',
      ]),
    ) as Required<Values>
    try {
      const zone = regions.find(region => region.code === values.region)?.zone
      if (!zone) throw new Refusal('no-such-region')
      if (!values.provider || !values.name || !/^[^@\s]+@[^@\s]+$/.test(values.address))
        throw new Refusal('invalid-input')
      await setUp(parts.kernel, { ...values, link: values.link.replace(/^.*#/, ''), zone, language })
      return sendPage(reply, {
        language,
        title: texts.title,
        body: html`${notice('good', texts.done)}${actions(linkButton(deskPages[language].signIn.title, doorPaths.signIn(), 'main'))}`,
        status: 201,
      })
    } catch (error) {
      const problem = problemFrom(error)
      if (problem.status >= 500) throw error
      return sendPage(reply, {
        language,
        title: texts.title,
        body: html`${notice('bad', refusalTexts[language][problem.code])}${form(language, values)}`,
        status: problem.status,
      })
    }
  })
}

function form(language: Language, values: Values) {
  const texts = deskPages[language].setUp
  const chosen = values.region || 'DE-BY'
  return html`<p>${texts.intro}</p><form method="post" action="/set-up">
${field({ name: 'link', label: texts.link, hint: texts.linkHint, value: values.link, autocomplete: 'off', autofocus: true })}
${field({ name: 'provider', label: texts.provider, hint: texts.providerHint, value: values.provider, autocomplete: 'organization' })}
<div class="field"><label for="region">${texts.region}</label><select id="region" name="region">${regions.map(region => html`<option value="${region.code}"${region.code === chosen && html` selected`}>${region.code} · ${region.zone}</option>`)}</select></div>
${field({ name: 'name', label: texts.name, value: values.name, autocomplete: 'name' })}
${field({ name: 'address', label: texts.address, type: 'email', value: values.address, autocomplete: 'username' })}
${field({ name: 'password', label: texts.password, type: 'password', hint: texts.passwordHint, autocomplete: 'new-password' })}
${actions(button(texts.submit))}</form>`
}
