import type { FastifySchemaCompiler } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile, type Validator } from 'typebox/compile'
import { Value } from 'typebox/value'
import { Refusal } from '#server/access/refusal.ts'

type Invalid = { error: Error & { validation: { instancePath: string; message: string; params: object }[] } }

/**
 * Bodies are taken as they are: a number in quotes or a list of one is not what was asked for (CVE-2026-7567 was an
 * array where a text was expected). Query and path have no types of their own, so their texts are read as what the
 * contract says. Nothing that the contract does not name reaches an operation.
 */
export const validate: FastifySchemaCompiler<TSchema> = ({ schema, httpPart }) => {
  return (data: unknown) => {
    const checked = checkerOf(schema)
    const value = httpPart === 'body' ? data : Value.Default(schema, Value.Convert(schema, data))
    if (checked.Check(value)) return { value: Value.Clean(schema, structuredClone(value)) }
    const validation = checked
      .Errors(value)
      .slice(0, 10)
      .map(error => ({ instancePath: error.instancePath, message: error.message, params: error.params }))
    return { error: Object.assign(new Error('invalid input'), { validation }) } satisfies Invalid
  }
}

/** The contract is the same for every desk of a process; each shape is prepared when it is first needed. */
const checkers = new WeakMap<TSchema, Validator>()

function checkerOf(schema: TSchema): Validator {
  let checker = checkers.get(schema)
  if (!checker) {
    checker = Compile(schema)
    checkers.set(schema, checker)
  }
  return checker
}

/**
 * PostgreSQL stores every character but U+0000, and says so by an error. Whoever sends it means no text of ours.
 * @throws Refusal 'invalid-input'
 */
export function refuseZeroes(value: unknown): void {
  if (typeof value === 'string' && value.includes('\u0000')) throw new Refusal('invalid-input')
  if (typeof value === 'object' && value !== null)
    for (const inside of Object.values(value)) refuseZeroes(inside)
}
