import { beforeEach, vi } from 'vitest';

/** Keeps the SDK's own lines ("connect success", "ERROR") out of the test's output. */
export const quietSdk = (): void => {
  beforeEach(() => {
    vi.spyOn(console, 'info').mockImplementation(() => {});
    vi.spyOn(console, 'warn').mockImplementation(() => {});
  });
};
