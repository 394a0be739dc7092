import { randomInt } from 'node:crypto';

const furthestStart = 2 ** 47;

/**
 * The version after `version`; a new record starts at random. So a record that was removed and written anew
 * never has a version that somebody still holds from before.
 */
export const followingVersion = (version: number | undefined): number =>
  version === undefined ? randomInt(1, furthestStart) : version + 1;
