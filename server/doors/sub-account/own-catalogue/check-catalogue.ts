// Reads what stands in the provider's catalogue. Everything that is wrong is told at once, each with its place.
import type { OwnEntry, OwnGroup, OwnWords } from '#server/access/own-permissions.ts'
import {
  type BuiltInPermission,
  builtInPermissions,
  type Entry,
  permissionGroups,
  permissions,
} from '#server/access/permission.ts'
import { builtInAudiences, type OwnPreset } from '../catalogue.ts'
import type { OwnCatalogue } from './own-catalogue.ts'

/** Groups of Einlass to which an action may be added: what the panel asks about. */
const openGroups = ['services', 'domains', 'invoices', 'quotes', 'orders', 'tickets']
/** What begins with one of these is, and stays, a matter of Einlass. */
const ownOfEinlass = new Set([...permissionGroups, ...builtInPermissions.map(name => name.split('.')[0]!)])
/** A decision knows 64 permissions. */
export const mostOwn = 64 - builtInPermissions.length

const risks = ['view', 'operate', 'danger'] as const
const languages = ['de', 'en', 'nl'] as const

export function checkCatalogue(value: unknown): OwnCatalogue | { mistakes: string[] } {
  const mistakes: string[] = []
  function wrong(place: string, sentence: string): undefined {
    mistakes.push(`${place || 'the file'}: ${sentence}`)
  }

  type Fields = Record<string, unknown>
  /** The fields of an object that may have these and no others; undefined: it is none. */
  function fieldsOf(from: unknown, place: string, known: readonly string[]): Fields | undefined {
    if (typeof from !== 'object' || from === null || Array.isArray(from))
      return wrong(place, `this must be an object with ${sayAll(known)}.`)
    for (const name of Object.keys(from))
      if (!known.includes(name))
        wrong(at(place, name), `there is no such field. Take it out; there are ${sayAll(known)}.`)
    return from as Fields
  }
  function listOf(from: unknown, place: string): unknown[] {
    if (from === undefined) return []
    if (Array.isArray(from)) return from
    wrong(place, 'this must be a list ([ … ]).')
    return []
  }
  function wordsOf(from: unknown, place: string, longest: number): OwnWords {
    const fields = fieldsOf(from, place, languages)
    if (!fields) return { de: '', en: '', nl: '' }
    for (const language of languages) {
      const text = fields[language]
      if (typeof text !== 'string' || text.trim() === '')
        wrong(at(place, language), `the words are missing. Write them in ${sayAll(languages)}.`)
      else if (text.length > longest)
        wrong(at(place, language), `this has ${text.length} characters; shorten it to at most ${longest}.`)
      // They come to stand in mails, on paper and in sentences of others.
      else if (/[\p{Cc}\p{Bidi_Control}]|\{\{|\$t\(/u.test(text))
        wrong(at(place, language), 'take out line breaks, invisible characters, {{ and $t( .')
    }
    return fields as OwnWords
  }
  function choiceOf<T extends string>(from: unknown, place: string, choices: readonly T[]): T {
    if (!choices.includes(from as T)) wrong(place, `this is ${show(from)}; write ${sayAll(choices, 'or')}.`)
    return from as T
  }
  function yesOrNo(from: unknown, place: string): boolean {
    if (typeof from !== 'boolean') wrong(place, `this is ${show(from)}; write true or false.`)
    return from === true
  }
  function nameOf(from: unknown, place: string, shape: RegExp, example: string): string | undefined {
    if (typeof from === 'string' && from.length <= (shape === action ? 80 : 40) && shape.test(from))
      return from
    return wrong(
      place,
      `${show(from)} is no name. Write small letters a–z, digits and hyphens, for instance "${example}".`,
    )
  }
  function once(seen: Set<string>, name: string, place: string): void {
    if (seen.has(name)) wrong(place, `"${name}" is there twice. Take one of them out.`)
    seen.add(name)
  }

  function readGroups(list: unknown[]): OwnGroup[] {
    const seen = new Set<string>()
    return list.flatMap((one, i) => {
      const place = `groups[${i}]`
      const fields = fieldsOf(one, place, ['name', 'label'])
      if (!fields) return []
      const name = nameOf(fields['name'], at(place, 'name'), word, 'backups')
      const label = wordsOf(fields['label'], at(place, 'label'), 60)
      if (name === undefined) return []
      if (ownOfEinlass.has(name))
        wrong(at(place, 'name'), `"${name}" is a word of Einlass. Choose another name for your group.`)
      once(seen, name, at(place, 'name'))
      return [{ name, label }]
    })
  }

  function readPermissions(list: unknown[], groups: readonly OwnGroup[]): OwnEntry[] {
    const seen = new Set<string>()
    if (list.length > mostOwn)
      wrong('permissions', `these are ${list.length}; there is room for ${mostOwn}. Take some out.`)
    return list.flatMap((one, i) => {
      const place = `permissions[${i}]`
      const fields = fieldsOf(one, place, ['name', 'risk', 'delegable', 'label', 'consequence'])
      if (!fields) return []
      const entry = {
        risk: choiceOf<Entry['risk']>(fields['risk'], at(place, 'risk'), risks),
        delegable: yesOrNo(fields['delegable'], at(place, 'delegable')),
        label: wordsOf(fields['label'], at(place, 'label'), 80),
        consequence: wordsOf(fields['consequence'], at(place, 'consequence'), 300),
      }
      const name = nameOf(fields['name'], at(place, 'name'), action, 'backups.restore')
      if (name === undefined) return []
      const group = name.split('.')[0]!
      const refusal = refusePlace(name, group, groups)
      if (refusal) wrong(at(place, 'name'), refusal)
      once(seen, name, at(place, 'name'))
      return [{ name, group, ...entry }]
    })
  }

  function readPresets(list: unknown[], own: readonly OwnEntry[]): OwnPreset[] {
    const seen = new Set<string>()
    const risky = new Map<string, Pick<Entry, 'delegable'>>([
      ...Object.entries(permissions),
      ...own.map(entry => [entry.name, entry] as const),
    ])
    return list.flatMap((one, i) => {
      const place = `presets[${i}]`
      const fields = fieldsOf(one, place, ['audience', 'label', 'outsider', 'permissions'])
      if (!fields) return []
      const audience = nameOf(fields['audience'], at(place, 'audience'), word, 'freelancer')
      const isBuiltIn = builtInAudiences.includes(audience as 'employee')
      if (isBuiltIn)
        for (const name of ['label', 'outsider'].filter(field => fields[field] !== undefined))
          wrong(at(place, name), `"${audience}" has its meaning by Einlass. Take the field out.`)
      const meaning =
        audience === undefined || isBuiltIn
          ? null
          : {
              label: wordsOf(fields['label'], at(place, 'label'), 60),
              outsider: yesOrNo(fields['outsider'], at(place, 'outsider')),
            }
      const named = listOf(fields['permissions'], at(place, 'permissions'))
      if (named.length === 0)
        wrong(at(place, 'permissions'), 'no permission is named. Name at least one, or take the preset out.')
      for (const [j, name] of named.entries()) {
        const entry = risky.get(name as string)
        if (!entry)
          wrong(
            `${at(place, 'permissions')}[${j}]`,
            `${show(name)} is no permission, neither of Einlass nor of this file. Correct the name or take it out.`,
          )
        else if (!entry.delegable)
          wrong(
            `${at(place, 'permissions')}[${j}]`,
            `"${name}" is for owners alone and given to nobody. Take it out.`,
          )
      }
      if (audience === undefined) return []
      once(seen, audience, at(place, 'audience'))
      return [{ audience, permissions: [...new Set(named as string[])], own: meaning }]
    })
  }

  const fields = fieldsOf(value, '', ['permissions', 'groups', 'presets']) ?? {}
  const groups = readGroups(listOf(fields['groups'], 'groups'))
  const own = readPermissions(listOf(fields['permissions'], 'permissions'), groups)
  for (const [i, group] of groups.entries())
    if (!own.some(entry => entry.group === group.name))
      wrong(
        `groups[${i}].name`,
        `no permission begins with "${group.name}.". Add one, or take the group out.`,
      )
  const presets = readPresets(listOf(fields['presets'], 'presets'), own)
  return mistakes.length > 0 ? { mistakes } : { permissions: own, groups, presets }
}

/** Why an action cannot have this name; undefined: it can. */
function refusePlace(name: string, group: string, groups: readonly OwnGroup[]): string | undefined {
  if (builtInPermissions.includes(name as BuiltInPermission))
    return `Einlass has "${name}" itself. Take yours out, or choose another name.`
  if (openGroups.includes(group)) return undefined
  if (ownOfEinlass.has(group))
    return `nothing can be added to "${group}", which decides who gets into what. Use a group of your own, or ${sayAll(openGroups, 'or')}.`
  if (!groups.some(one => one.name === group))
    return `there is no group "${group}". Add it under "groups", with its name in ${sayAll(languages)}.`
  return undefined
}

const word = /^[a-z][a-z0-9-]+$/
const action = /^[a-z][a-z0-9-]+\.[a-z][a-z0-9-]*$/

const at = (place: string, field: string) => (place ? `${place}.${field}` : field)

function show(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}

function sayAll(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  return `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}
