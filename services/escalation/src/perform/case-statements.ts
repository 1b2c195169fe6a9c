import { statement } from '@deskhand/bus/statement.js';

export interface CaseRow {
  ticket_id: string;
  conversation_id: string;
  lane: string;
  version: number;
  revision: number;
  state: string;
  turn: number;
  queue: string | null;
  standing: object;
  doc: object;
  due_at: string | null;
}

/** Applied only on top of the version that the rules looked at. */
export const saveCase = statement<CaseRow>(
  'escalation.save_case',
  `with r as (
     select * from jsonb_to_recordset($1::jsonb) as r(i int, ticket_id text, conversation_id text, lane text, version int, revision int, state text, turn int,
       queue text, standing jsonb, doc jsonb, due_at timestamptz)),
   saved as (
     insert into escalation.case_record as c (ticket_id, conversation_id, lane, version, revision, state, turn, queue, standing, doc, due_at)
     select ticket_id, conversation_id, lane, version, revision, state, turn, queue, standing, doc, due_at from r
     on conflict (ticket_id) do update set version = excluded.version, revision = excluded.revision, state = excluded.state, turn = excluded.turn,
       queue = excluded.queue, standing = excluded.standing, doc = excluded.doc, due_at = excluded.due_at, changed_at = now()
     where c.version = excluded.version - 1
     returning ticket_id)
   select r.i from r join saved using (ticket_id)`,
  { conditional: true },
);

export interface ApprovalRow {
  approval_id: string;
  ticket_id: string;
  conversation_id: string;
  lane: string;
  facts: object;
}

export const saveApproval = statement<ApprovalRow>(
  'escalation.save_approval',
  `insert into escalation.approval (approval_id, ticket_id, conversation_id, lane, facts)
   select approval_id, ticket_id, conversation_id, lane, facts
   from jsonb_to_recordset($1::jsonb) as r(i int, approval_id text, ticket_id text, conversation_id text, lane text, facts jsonb)
   on conflict do nothing`,
);

export const overwriteApproval = statement<{ approval_id: string; facts: object }>(
  'escalation.overwrite_approval',
  `update escalation.approval a set facts = r.facts from jsonb_to_recordset($1::jsonb) as r(i int, approval_id text, facts jsonb) where a.approval_id = r.approval_id`,
);

export interface ConversationRow {
  conversation_id: string;
  revision: number;
  change: object;
}

/** The newest change, and the last erasure whatever came after it. */
export const saveConversation = statement<ConversationRow>(
  'escalation.save_conversation',
  `insert into escalation.conversation as c (conversation_id, revision, change)
   select conversation_id, revision, change from jsonb_to_recordset($1::jsonb) as r(i int, conversation_id text, revision int, change jsonb)
   on conflict (conversation_id) do update set revision = greatest(c.revision, excluded.revision),
     change = case when c.revision < excluded.revision then c.change || excluded.change else c.change || jsonb_build_object('erased', excluded.change -> 'erased') end
   where c.revision < excluded.revision or excluded.change ? 'erased'`,
);
