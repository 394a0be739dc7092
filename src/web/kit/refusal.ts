/** A request that is turned away: the HTTP server answers with its status, its stable `code` and its message. */
export const refusal = (statusCode: number, code: string, message: string): Error =>
  Object.assign(new Error(message), { statusCode, code });
