import type { Database } from '@deskhand/kit/database.js';

export interface Pause {
  /** A tool of the catalogue; `*` for all. */
  readonly tool: string;
  readonly by: string;
  readonly at: string;
}

export const allTools = '*';

/** Which writes people have stopped. Asked in the database before each write, so that it holds in every process at once. */
export class Pauses {
  constructor(private readonly db: Database) {}

  async of(tool: string): Promise<Pause | null> {
    const [row] = await this.db.query<Stored>('select tool, by, at from actions.pause where tool in ($1, $2) order by tool limit 1', [tool, allTools]);
    return row ? toPause(row) : null;
  }

  async all(): Promise<Pause[]> {
    return (await this.db.query<Stored>('select tool, by, at from actions.pause order by tool', [])).map(toPause);
  }

  async pause(tool: string, by: string): Promise<void> {
    await this.db.query('insert into actions.pause (tool, by) values ($1, $2) on conflict (tool) do nothing', [tool, by]);
  }

  /** Resuming all of them resumes each. */
  async resume(tool: string): Promise<void> {
    await this.db.query('delete from actions.pause where tool = $1 or $1 = $2', [tool, allTools]);
  }
}

interface Stored {
  tool: string;
  by: string;
  at: Date;
}

function toPause({ tool, by, at }: Stored): Pause {
  return { tool, by, at: at.toISOString() };
}
