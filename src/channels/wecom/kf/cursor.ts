/** What is known of how far messages were fetched. `lost`: something was kept and cannot be understood. */
export type Place = { readonly cursor: string } | 'none' | 'lost';

/** How far messages of an account were fetched, kept over restarts. */
export interface Cursor {
  /** Rejects when it cannot be found out now. */
  read(): Promise<Place>;
  /** Resolves once it is durable; a crash leaves the one before or this one, whole. */
  write(cursor: string): Promise<void>;
}

/** The cursor of an account, by its open_kfid. */
export type CursorOf = (openKfId: string) => Cursor;
