import { afterEach, beforeEach } from 'vitest';
import type { PersonId } from '../../src/dialogue/model/person.ts';
import type { Upgrades } from '../../src/store/codec/upgrade.ts';
import type { Kind } from '../../src/store/documents.ts';
import type { Store } from '../../src/store/store.ts';
import type { StoreError } from '../../src/store/store-error.ts';

/** What a handle on a store is opened with. */
export interface OpenOptions {
  readonly onDamaged: (error: StoreError) => void;
  readonly upgrades?: Upgrades;
}

/** A place that keeps records and documents, and the ways to it. Every test gets a new one. */
export interface Place {
  /** A further handle on the same records. */
  open(wishes: OpenOptions): Store;
  /** Writes a record by the back door; what the indexes hold of it stays as it is. */
  plant(id: PersonId, json: string): Promise<void>;
  /** Writes over a document that is there, likewise. */
  plantDocument(kind: Kind, id: string, json: string): Promise<void>;
  /** What was set aside, as text. */
  damaged(): Promise<readonly string[]>;
  /** Removes the place, after every handle was closed. */
  dispose(): Promise<void>;
}

/** The place of the test that runs, and the handles on it, which are closed at its end. */
export interface Setting {
  readonly place: () => Place;
  readonly open: (upgrades?: Upgrades) => Store;
  /** What was reported as damaged through any handle. */
  readonly reports: StoreError[];
}

/** To be called within `describe`. */
export const settingOf = (makePlace: () => Promise<Place>): Setting => {
  let place: Place | undefined;
  const opened: Store[] = [];
  const reports: StoreError[] = [];
  const here = (): Place => {
    if (place === undefined) throw new Error('no test is running');
    return place;
  };
  beforeEach(async () => {
    place = await makePlace();
    reports.length = 0;
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((store) => store.close()));
    await place?.dispose();
  });
  return {
    place: here,
    reports,
    open: (upgrades) => {
      const store = here().open({
        onDamaged: (error) => reports.push(error),
        ...(upgrades === undefined ? {} : { upgrades }),
      });
      opened.push(store);
      return store;
    },
  };
};

/** All that an iteration gives. */
export const all = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const found: Item[] = [];
  for await (const item of items) found.push(item);
  return found;
};
