import type { Logger } from '@deskhand/kit/logger.js';
import type { VaultKeys } from './vault-keys.js';
import type { VaultStore } from './vault-store.js';

const batch = 1_000;

/**
 * Wraps every key by the master key in use, while the desk runs: rows under an old one stay readable until it is their turn. A row that
 * cannot be opened is left and named; it opens for nobody. Afterwards the old key can be taken out of the file.
 */
export async function rotateKeys(keys: VaultKeys, store: VaultStore, log: Pick<Logger, 'info' | 'error'>, stopped: () => boolean = () => false): Promise<{ rewrapped: number; refused: number }> {
  let [rewrapped, refused, after] = [0, 0, ''];
  for (let rows = await store.wrappedByOthers(keys.current, after, batch); rows.length > 0 && !stopped(); rows = await store.wrappedByOthers(keys.current, after, batch)) {
    const fresh = rows.flatMap((row) => {
      try {
        return [{ owner: row.owner, from: row.master, ...keys.rewrap(row.owner, row) }];
      } catch (error) {
        refused++;
        log.error({ err: error }, 'a key of the vault cannot be opened: it was damaged or moved');
        return [];
      }
    });
    rewrapped += await store.rewrap(fresh);
    after = rows.at(-1)!.owner;
  }
  if (rewrapped + refused > 0) log.info({ rewrapped, refused }, 'keys of the vault are wrapped by the key in use; the old one can be taken out of the file');
  return { rewrapped, refused };
}
