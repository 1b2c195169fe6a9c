import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Archive } from '@deskhand/console/perform/archive.js';
import { DayPartitions } from '@deskhand/console/perform/day-partitions.js';
import { BootFailure } from '@deskhand/kit/boot-failure.js';
import { type Database, openDatabase } from '@deskhand/kit/database.js';
import type { DeskHttp } from '../../cli/desk-http.js';
import { exitCodes, Failure } from '../../cli/failure.js';
import { type ArchiveSource, pageSize, type SourceFilter, type SourcePage } from './archive-source.js';

interface Place {
  readonly DATABASE_URL?: string | undefined;
  readonly DESKHAND_DATA?: string | undefined;
}

/** The running desk; where none answers, the archive in its database or data folder. @throws Failure where there is neither */
export async function openSource(desk: DeskHttp, { DATABASE_URL, DESKHAND_DATA = '.deskhand' }: Place): Promise<ArchiveSource> {
  try {
    await desk.get('/v1/events?limit=1');
    return overHttp(desk);
  } catch (error) {
    const isAway = error instanceof Failure && error.exitCode === exitCodes.unreachable;
    if (!isAway || !(DATABASE_URL || existsSync(join(DESKHAND_DATA, 'postgres')))) throw error;
    return inDatabase(await open({ databaseUrl: DATABASE_URL, dataDir: DESKHAND_DATA }));
  }
}

async function open(options: Parameters<typeof openDatabase>[0]): Promise<Database> {
  try {
    return await openDatabase(options);
  } catch (error) {
    throw error instanceof BootFailure ? new Failure(error.message) : error;
  }
}

function overHttp(desk: DeskHttp): ArchiveSource {
  const page = (after: number, { topics, from, ticketId, brief }: SourceFilter): Promise<SourcePage> => {
    const query = new URLSearchParams({ after: String(after), limit: String(pageSize), topics: topics.join(','), ...(from && { from }), ...(ticketId && { ticketId }), ...(brief && { body: 'brief' }) });
    return desk.get<SourcePage>(`/v1/events?${query}`);
  };
  return { page, close: async () => {} };
}

function inDatabase(db: Database): ArchiveSource {
  const archive = new Archive(db, new DayPartitions(db));
  return {
    async page(after, { brief, ...filter }) {
      const items = brief ? await archive.briefs(after, filter, pageSize) : await archive.page(after, filter, pageSize);
      return { items, next: items.at(-1)?.seq ?? after };
    },
    close: () => db.close(),
  };
}
