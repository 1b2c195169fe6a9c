import type { Database } from '@deskhand/kit/database.js';
import { groupedRead } from '@deskhand/kit/grouped-read.js';
import type { Lane } from '@deskhand/contracts/words.js';
import { machineVersion } from '../decide/case-machine.js';
import type { CaseRecord, ConversationChange, Facts } from '../decide/case.js';
import type { Standing } from '../decide/move-state.js';

/** A case as stored, and the database's time. */
export interface Stored {
  record: CaseRecord | undefined;
  /** The newest thing that people did with the conversation. */
  change: ConversationChange | undefined;
  clock: string;
}

export interface StoredApproval {
  ticketId: string;
  conversationId: string;
  lane: Lane;
  facts: Facts;
}

export interface Due {
  ticketId: string;
  conversationId: string;
  lane: Lane;
  version: number;
}

interface Row {
  version: number | null;
  standing: Standing | null;
  doc: Omit<CaseRecord, 'version' | 'standing'> | null;
  change: ConversationChange | null;
  clock: string;
}

const clock = `to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as clock`;

/** Reads of the schema `escalation`; writes go with the bus' commits. */
export class CaseStore {
  readonly #case;

  constructor(private readonly db: Database) {
    this.#case = groupedRead<Row>(
      db,
      ['text', 'text'],
      `select c.version, c.standing, c.doc, v.change, ${clock} from (select 1) as always
       left join escalation.case_record c on c.ticket_id = $1 left join escalation.conversation v on v.conversation_id = $2`,
    );
  }

  async find(ticketId: string, conversationId: string): Promise<Stored> {
    const [row] = await this.#case(ticketId, conversationId);
    return { record: recordOf(row!), change: row!.change ?? undefined, clock: row!.clock };
  }

  async ofConversation(conversationId: string, ticketIds: readonly string[]): Promise<{ records: CaseRecord[]; clock: string }> {
    const rows = await this.db.query<Row>(
      `select c.version, c.standing, c.doc, null as change, ${clock} from (select 1) as always
       left join escalation.case_record c on c.conversation_id = $1 and c.ticket_id = any($2)`,
      [conversationId, ticketIds],
    );
    return { records: rows.map(recordOf).filter((record) => record !== undefined), clock: rows[0]!.clock };
  }

  async approval(approvalId: string): Promise<StoredApproval | undefined> {
    const [row] = await this.db.query<{ ticket_id: string; conversation_id: string; lane: Lane; facts: Facts }>(
      `select ticket_id, conversation_id, lane, facts from escalation.approval where approval_id = $1`,
      [approvalId],
    );
    return row && { ticketId: row.ticket_id, conversationId: row.conversation_id, lane: row.lane, facts: row.facts };
  }

  async approvalFacts(conversationId: string): Promise<{ approvalId: string; facts: Facts }[]> {
    return this.db.query<{ approvalId: string; facts: Facts }>(`select approval_id as "approvalId", facts from escalation.approval where conversation_id = $1`, [conversationId]);
  }

  /** Cases of these lanes whose time has come, the longest overdue first. */
  async due(lanes: readonly Lane[], limit: number): Promise<Due[]> {
    const rows = await this.db.query<{ ticket_id: string; conversation_id: string; lane: Lane; version: number }>(
      `select ticket_id, conversation_id, lane, version from escalation.case_record where due_at <= now() and lane = any($1) order by due_at limit $2`,
      [lanes, limit],
    );
    return rows.map((row) => ({ ticketId: row.ticket_id, conversationId: row.conversation_id, lane: row.lane, version: row.version }));
  }

  async summary(ticketId: string): Promise<{ conversation_id: string; state: string; revision: number; turn: number; queue: string | null } | undefined> {
    const [row] = await this.db.query<{ conversation_id: string; state: string; revision: number; turn: number; queue: string | null }>(
      // A hand-off on its way stays one, whatever the customer writes meanwhile.
      `select conversation_id, case when doc -> 'settling' ->> 'state' = 'escalated' then 'escalated' else state end as state, revision, turn, queue
       from escalation.case_record where ticket_id = $1`,
      [ticketId],
    );
    return row;
  }
}

function recordOf({ version, standing, doc }: Row): CaseRecord | undefined {
  if (version === null || standing === null || doc === null) return undefined;
  if (standing.machine !== machineVersion)
    throw new Error(`The case ${doc.ticketId} was stored by machine ${standing.machine}, and this is machine ${machineVersion}: a migration must translate it.`);
  return { ...doc, version, standing };
}
