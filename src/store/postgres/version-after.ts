import { randomInt } from 'node:crypto';
import { followingVersion } from '../versions.ts';

/** How far two versions that follow each other may lie apart. */
const STRIDE = 2 ** 20;

/**
 * The version after this one. Not the very next: when the connection breaks before the answer comes, the version that is
 * stored then tells whether this write was carried out or somebody else's.
 */
export const versionAfter = (version: number | undefined): number =>
  version === undefined ? followingVersion(version) : version + randomInt(1, STRIDE);
