/** A place in a query: the line from 1, the position in it from 0, as the service counts. */
export interface Place {
  line: number
  pos: number
}

/** The query is not of the grammar that is played here. */
export class KqlSyntaxError extends Error {
  override readonly name = 'KqlSyntaxError'
  readonly place: Place
  /** What stands there; empty at the end of the query. */
  readonly token: string

  constructor(place: Place, token: string, message?: string) {
    super(message ?? `Query could not be parsed at '${token}' on line [${place.line},${place.pos}]`)
    this.place = { line: place.line, pos: place.pos }
    this.token = token
  }
}

/** The query is well formed and names something that is not there, or mixes types. */
export class KqlSemanticError extends Error {
  override readonly name = 'KqlSemanticError'
  readonly code: string

  /** @param code for example `SEM0100`, a name that cannot be resolved */
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** The query needs more memory than it may have. */
export class KqlRunawayError extends Error {
  override readonly name = 'KqlRunawayError'
}
