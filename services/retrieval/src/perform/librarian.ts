import type { KnowledgeDocument } from '@deskhand/catalogue/catalogue.js';
import { createHash } from 'node:crypto';
import { checkKnowledge } from '../decide/check-knowledge.js';
import type { Finding } from '../decide/finding.js';
import { isStale } from '../decide/is-stale.js';
import { type NewDocument, newDocument, type OfferedDocument } from '../decide/new-document.js';
import { type Frequency, updatePlan } from '../decide/update-plan.js';
import { type AddedDocument, AddedDocuments, type DocumentVersion } from './added-documents.js';
import type { Knowledge } from './knowledge.js';

export interface Taken {
  readonly id: string;
  readonly status: 'added' | 'updated' | 'unchanged' | 'refused';
  readonly version: string | null;
  /** A sentence, where it was refused. */
  readonly reason: string | null;
}

export interface ListedDocument {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly priority: string;
  readonly updated: string;
  readonly expires: string | null;
  readonly updateFrequency: Frequency;
  readonly stale: boolean;
  readonly version: string;
  readonly origin: 'catalogue' | 'added';
  readonly source: string;
  readonly passages: number;
}

/** How documents begin that were learnt from a ticket. */
const ofTickets = 'resolved/';

interface Held extends Omit<ListedDocument, 'passages' | 'stale' | 'updateFrequency'> {
  readonly body: string;
  readonly lookedAt: Date;
}

/** Takes documents in and shows what there is: those of the catalogue folder, which only the folder changes, and the added ones. */
export class Librarian {
  constructor(
    private readonly catalogue: readonly KnowledgeDocument[],
    private readonly added: AddedDocuments,
    private readonly knowledge: Knowledge,
  ) {}

  /** Each by itself: one that is refused keeps no other out. What is taken in is found from the answer on. */
  async add(offered: readonly OfferedDocument[], by: string): Promise<Taken[]> {
    const today = new Date().toISOString().slice(0, 10);
    const known = new Map((await this.added.current()).map((document) => [document.id, document]));
    const judged = [...new Map(offered.map((document) => [document.id, document])).values()].map((document) => this.#judge(document, known, today));
    const fresh = judged.flatMap(({ taken, document }) => (document && taken.status !== 'unchanged' ? [document] : []));
    await this.added.confirm(judged.flatMap(({ taken }) => (taken.status === 'unchanged' ? [taken.id] : [])));
    await this.added.add(fresh, by);
    if (fresh.length > 0) await this.knowledge.reload();
    return judged.map(({ taken }) => taken);
  }

  /** False when nobody added such a document. */
  async remove(id: string, by: string): Promise<boolean> {
    if (!(await this.added.current()).some((document) => document.id === id)) return false;
    await this.added.remove(id, by);
    await this.knowledge.reload();
    return true;
  }

  /** What was learnt from these tickets goes: their customer is erased. Told twice, it is done once. */
  async forgetTickets(ticketIds: readonly string[]): Promise<void> {
    const ids = await this.added.everKnown(ticketIds.map((ticketId) => `${ofTickets}${ticketId}`));
    if (ids.length === 0) return;
    await this.added.erase(ids, 'erasure');
    await this.knowledge.reload();
  }

  isOfCatalogue(id: string): boolean {
    return this.catalogue.some(({ path }) => idOf(path) === id);
  }

  async list(): Promise<ListedDocument[]> {
    const [now, counts] = [new Date(), this.knowledge.passageCounts()];
    return (await this.#held()).map(({ body: _, lookedAt, ...document }) => ({
      ...document,
      updateFrequency: updatePlan(document.category).every,
      stale: isStale({ category: document.category, lookedAt }, now),
      passages: counts.get(document.id) ?? 0,
    }));
  }

  async show(id: string): Promise<(ListedDocument & { text: string; versions: DocumentVersion[] }) | undefined> {
    const listed = (await this.list()).find((document) => document.id === id);
    const held = (await this.#held()).find((document) => document.id === id);
    if (!listed || !held) return undefined;
    return { ...listed, text: held.body, versions: await this.added.versions(id) };
  }

  async check(): Promise<{ documents: number; findings: Finding[] }> {
    const held = await this.#held();
    const documents = held.map(({ id, title, category, body, expires, lookedAt }) => ({ id, title, category, body, lookedAt, expires: expires ?? undefined }));
    return { documents: documents.length, findings: checkKnowledge(documents, new Date()) };
  }

  #judge(offered: OfferedDocument, known: ReadonlyMap<string, AddedDocument>, today: string): { taken: Taken; document?: NewDocument } {
    const { id } = offered;
    const refuse = (reason: string) => ({ taken: { id, status: 'refused' as const, version: null, reason } });
    if (this.isOfCatalogue(id)) return refuse(`${id} belongs to the catalogue folder: change the file there, or give yours another name.`);
    const document = newDocument(offered, today, sha256);
    if (typeof document === 'string') return refuse(document);
    const before = known.get(id);
    const status = !before ? 'added' : before.version === document.version ? 'unchanged' : 'updated';
    return { taken: { id, status, version: document.version, reason: null }, document };
  }

  async #held(): Promise<Held[]> {
    const own = this.catalogue.map(fromCatalogue);
    const taken = new Set(own.map(({ id }) => id));
    return [...own, ...(await this.added.current()).filter(({ id }) => !taken.has(id)).map(fromAdded)].sort((one, other) => (one.id < other.id ? -1 : 1));
  }
}

function fromCatalogue({ path, title, category, priority, updated, body, sha256 }: KnowledgeDocument): Held {
  return { id: idOf(path), title, category, priority, updated, expires: null, version: sha256.slice(0, 12), origin: 'catalogue', source: path, body, lookedAt: new Date(updated) };
}

function fromAdded({ id, title, category, priority, updated, expires, version, source, body, checkedAt }: AddedDocument): Held {
  return { id, title, category, priority, updated, expires, version, origin: 'added', source, body, lookedAt: new Date(checkedAt) };
}

function idOf(path: string): string {
  return path.replace(/^knowledge\/|\.md$/g, '');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
