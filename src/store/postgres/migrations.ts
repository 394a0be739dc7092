/** One step of the tables of the store. A step that was released is never changed. */
export interface Migration {
  /** Counted from 1 without gaps. */
  readonly level: number;
  readonly name: string;
  /**
   * The lowest level that a release must know to work on tables of this level. As long as a step only adds what older
   * releases need not know, this stays where it was, and older instances go on beside newer ones.
   */
  readonly needs: number;
  readonly sql: string;
}

/**
 * Bodies are JSON as text: JSON writes lone surrogates and NUL as escapes, so that every string is kept exactly; `jsonb`
 * would refuse both. `person` holds an id as JSON where its key is only a digest of it. Moments are milliseconds by the
 * clocks of the instances; only the `until` of holds is by the clock of the database.
 *
 * The due index moves with nearly every save, and what is due stands at its front: dead entries there are swept early.
 *
 * Claims lie apart and unlogged: to claim a hundred people then rewrites none of their records and waits for no disk. A
 * crash of the server forgets them, which costs a look at a record or two.
 */
const first: Migration = {
  level: 1,
  name: 'conversations, documents and holds',
  needs: 1,
  sql: `
    create table ruzhu_conversations (
      key text collate "C" primary key,
      person text,
      version bigint not null,
      body text not null,
      due_at bigint,
      purchaser text,
      card text
    ) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);
    create index ruzhu_conversations_due on ruzhu_conversations (due_at, key) where due_at is not null;
    create index ruzhu_conversations_purchaser on ruzhu_conversations (purchaser) where purchaser is not null;

    create unlogged table ruzhu_claims (
      key text collate "C" primary key,
      due_at bigint not null,
      holder text not null,
      until bigint not null
    );
    create index ruzhu_claims_until on ruzhu_claims (until);

    create table ruzhu_documents (
      kind text collate "C",
      key text collate "C",
      owner text collate "C" not null,
      version bigint not null,
      body text not null,
      primary key (kind, key)
    );
    create index ruzhu_documents_owner on ruzhu_documents (kind, owner);

    create table ruzhu_damaged (
      kind text collate "C",
      key text collate "C",
      version bigint,
      at bigint not null,
      body text not null,
      primary key (kind, key, version)
    );

    create table ruzhu_holds (
      name text primary key,
      holder text not null,
      until timestamptz not null
    );

    create table ruzhu_probe (
      one boolean primary key default true check (one),
      at timestamptz not null
    );
  `,
};

/** All steps, in their order. */
export const migrations: readonly Migration[] = [first];
