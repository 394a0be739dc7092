/** A record of an older format, as it was read: an object whose fields nobody has checked yet. */
export type OldRecord = Readonly<Record<string, unknown>>;

/** Takes a record one format up. It need not set `format`; it may throw when the record makes no sense. */
export type Upgrade = (record: OldRecord) => OldRecord;

/** The steps up, by the format they start from. */
export type Upgrades = ReadonlyMap<number, Upgrade>;
