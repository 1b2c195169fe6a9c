import type { Database } from '@deskhand/kit/database.js';
import { migrate } from '@deskhand/kit/migrate.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the build leaves classifiers of catalogues that are known then. */
export const builtModels = fileURLToPath(new URL('../../dist/models/', import.meta.url));

/** Trained classifiers by version: those that came with the build, and the table that all processes of the desk share. */
export class ModelStore {
  constructor(
    private readonly db: Database,
    private readonly folder: string = builtModels,
  ) {}

  prepare(): Promise<void> {
    return migrate(this.db, 'intent', new URL('../../migrations/', import.meta.url));
  }

  async find(version: string): Promise<Uint8Array | undefined> {
    return (await this.#findBuilt(version)) ?? this.#findStored(version);
  }

  async save(version: string, model: Uint8Array): Promise<void> {
    await this.db.query('insert into intent.classifier (version, model) values ($1, $2) on conflict (version) do update set model = excluded.model', [version, Buffer.from(model)]);
  }

  async #findBuilt(version: string): Promise<Uint8Array | undefined> {
    try {
      return plainBytes(await readFile(join(this.folder, `${version}.bin`)));
    } catch {
      return undefined;
    }
  }

  async #findStored(version: string): Promise<Uint8Array | undefined> {
    const [row] = await this.db.query<{ model: Buffer }>('select model from intent.classifier where version = $1', [version]);
    return row && plainBytes(row.model);
  }
}

/** A Buffer's \`slice\` shares its memory, a Uint8Array's copies: who reads a model expects the latter. */
function plainBytes(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}
