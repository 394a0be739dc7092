import type { FastifyError, FastifyReply } from 'fastify';

/** What every error answer looks like; `code` is stable, `message` is for people. */
export interface ErrorBody {
  readonly error: { readonly code: string; readonly message: string };
}

/** The body of an error answer. */
export const errorBody = (code: string, message: string): ErrorBody => ({ error: { code, message } });

/** What is said for a status when the error has no words of its own that may be shown. */
const byStatus: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['bad_request', 'The request cannot be read; check its address, headers and body.'],
  401: ['not_signed_in', 'Sign in first.'],
  403: ['forbidden', 'This is not allowed from here.'],
  404: ['not_found', 'There is nothing at this address.'],
  405: ['method_not_allowed', 'This address does not take that method.'],
  408: ['request_too_slow', 'The request took too long to arrive; send it again.'],
  413: ['body_too_large', 'The body is too large; send less at once.'],
  414: ['address_too_long', 'The address is too long.'],
  415: ['unsupported_media_type', 'Send the body as application/json.'],
  429: ['too_many_requests', 'Too many requests; wait a moment and send it again.'],
  431: ['headers_too_large', 'The headers are too large.'],
  503: ['shutting_down', 'The server is stopping or starting; send it again in a moment.'],
};

const notJson = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY']);

/** A stable code of our own, unlike the library's `FST_…` and Node's `E…`. */
const ownCode = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/**
 * The answer to an error. Errors thrown on purpose have a `statusCode` below 500, or 503, and a snake_case `code`, and are
 * shown as they are; the library's are told by their status; everything else is a 500 that says nothing of the inside.
 */
export const errorAnswer = (
  error: Partial<Pick<FastifyError, 'code' | 'statusCode' | 'message'>>,
): { readonly status: number; readonly body: ErrorBody } => {
  const status = error.statusCode ?? 500;
  if ((status >= 400 && status < 500) || status === 503) {
    if (error.code !== undefined && ownCode.test(error.code)) {
      return { status, body: errorBody(error.code, error.message ?? '') };
    }
    if (error.code !== undefined && notJson.has(error.code)) {
      return { status: 400, body: errorBody('bad_json', 'The body is not valid JSON.') };
    }
  }
  const known = byStatus[status];
  if (known !== undefined) return { status, body: errorBody(...known) };
  return status >= 400 && status < 500
    ? { status, body: errorBody('bad_request', 'The request cannot be answered as it is.') }
    : { status: 500, body: errorBody('internal_error', 'Something went wrong on our side; try again in a moment.') };
};

/** Answers with an error body. */
export const sendError = (reply: FastifyReply, status: number, body: ErrorBody): FastifyReply =>
  reply.code(status).header('cache-control', 'no-store').send(body);
