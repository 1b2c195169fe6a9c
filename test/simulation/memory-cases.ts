import type { Write } from '@deskhand/bus/statement.js';
import type { CaseRow, ApprovalRow, ConversationRow } from '@deskhand/escalation/perform/case-statements.js';
import type { CaseRecord, ConversationChange, Facts } from '@deskhand/escalation/decide/case.js';
import type { Stored, StoredApproval } from '@deskhand/escalation/perform/case-store.js';

/** The tables of escalation, in memory: a case is written only on top of the version that was read. */
export class MemoryCases {
  readonly cases = new Map<string, CaseRow>();
  readonly approvals = new Map<string, StoredApproval>();
  readonly #changes = new Map<string, ConversationChange>();
  readonly #clock: () => string;

  constructor(clock: () => string) {
    this.#clock = clock;
  }

  async find(ticketId: string, conversationId: string): Promise<Stored> {
    return { record: this.record(ticketId), change: this.#changes.get(conversationId), clock: this.#clock() };
  }

  async ofConversation(conversationId: string, ticketIds: readonly string[]): Promise<{ records: CaseRecord[]; clock: string }> {
    const records = ticketIds.map((id) => this.record(id)).filter((record) => record?.conversationId === conversationId);
    return { records: records as CaseRecord[], clock: this.#clock() };
  }

  async approval(id: string): Promise<StoredApproval | undefined> {
    return this.approvals.get(id);
  }

  get clock(): string {
    return this.#clock();
  }

  record(ticketId: string): CaseRecord | undefined {
    const row = this.cases.get(ticketId);
    return row && ({ ...structuredClone(row.doc), version: row.version, standing: structuredClone(row.standing) } as CaseRecord);
  }

  /** False: somebody else was faster, and nothing of it is written. */
  apply(writes: readonly Write[]): boolean {
    const rows = writes.filter(({ statement }) => statement.name === 'escalation.save_case').map(({ row }) => row as CaseRow);
    if (rows.some(({ ticket_id, version }) => (this.cases.get(ticket_id)?.version ?? 0) !== version - 1)) return false;
    for (const row of rows) this.cases.set(row.ticket_id, JSON.parse(JSON.stringify(row)) as CaseRow);
    for (const { statement, row } of writes) {
      if (statement.name === 'escalation.save_approval') this.#keepApproval(row as ApprovalRow);
      if (statement.name === 'escalation.save_conversation') this.#keepChange(row as ConversationRow);
    }
    return true;
  }

  #keepApproval({ approval_id, ticket_id, conversation_id, lane, facts }: ApprovalRow): void {
    if (!this.approvals.has(approval_id)) this.approvals.set(approval_id, { ticketId: ticket_id, conversationId: conversation_id, lane: lane as StoredApproval['lane'], facts: structuredClone(facts) as Facts });
  }

  #keepChange({ conversation_id, revision, change }: ConversationRow): void {
    if ((this.#changes.get(conversation_id)?.revision ?? -1) < revision) this.#changes.set(conversation_id, change as ConversationChange);
  }
}
