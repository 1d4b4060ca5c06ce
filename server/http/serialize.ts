import fastJsonStringify from 'fast-json-stringify'
import type { FastifySerializerCompiler } from 'fastify'
import type { TSchema } from 'typebox'

/** The contract is the same for every desk of a process. */
const written = new WeakMap<TSchema, (answer: unknown) => string>()

/**
 * Lets out what the contract names and nothing else. What writes an answer is made when it is first needed: for all
 * operations at once it would be a third of the start.
 */
export const serialize: FastifySerializerCompiler<TSchema> =
  ({ schema }) =>
  answer => {
    let write = written.get(schema)
    if (!write) {
      write = fastJsonStringify(schema as never)
      written.set(schema, write)
    }
    return write(answer)
  }
