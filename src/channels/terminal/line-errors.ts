/** Why a line was not taken. The codes are part of the interface of the scripted chat. */
export type RefusalCode = 'empty_line' | 'bad_json' | 'bad_line' | 'bad_duration' | 'text_too_long' | 'no_such_choice';

/** A line that cannot be used; nothing was changed by it. */
export class LineRefused extends Error {
  override readonly name = 'LineRefused';
  /** Which refusal it is. */
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
