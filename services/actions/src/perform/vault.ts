import type { VaultClient } from '@deskhand/contracts/gen/rpc/deskhand/ingestion/v1/service.js';
import type { PromiseClient } from '@deskhand/kit/grpc.js';
import type { Json } from '../decide/turn.js';
import type { PrivateMembers } from '../tools/tool.js';

export type VaultRpc = Pick<PromiseClient<VaultClient>, 'tokenise' | 'reveal'>;

/** Nobody waits at the other end: a busy vault is better waited for than asked again. */
const patient = { deadlineMs: 10_000 };

const anyToken = /<[A-Z]+(?:_\d{4})?_[0-9a-f]{6,}>/;

export function holdsToken(text: string): boolean {
  return anyToken.test(text);
}

/** The door between what the shop knows and what events may hold. */
export class Vault {
  constructor(private readonly rpc: VaultRpc) {}

  /** A tool's result without personal data; one call for all of it. */
  async tokenise(conversationId: string, result: Json, members: PrivateMembers): Promise<Json> {
    const found = Object.entries(members).flatMap(([path, kind]) => textsAt(result, path.split('.')).map((place) => ({ ...place, kind })));
    if (found.length === 0) return result;
    const clear = found.map(({ text, kind }) => ({ text, kind }));
    const { tokenised } = await this.rpc.tokenise({ conversationId, clear }, patient);
    const copy: Json = structuredClone(result);
    for (const [index, { path }] of found.entries()) put(copy, path, tokenised[index] ?? '');
    return copy;
  }

  async tokeniseText(conversationId: string, text: string, kind: string): Promise<string> {
    const { tokenised } = await this.rpc.tokenise({ conversationId, clear: [{ text, kind }] }, patient);
    return tokenised[0] ?? '';
  }

  /** Arguments in the clear, for the shop alone; null when a token cannot be read any more (its customer was erased). */
  async reveal(args: Json): Promise<Json | null> {
    const places = leavesOf(args, []).filter(({ text }) => anyToken.test(text));
    if (places.length === 0) return args;
    const { revealed } = await this.rpc.reveal({ texts: places.map(({ text }) => text), purpose: 'tool' }, patient);
    if (places.some((_, index) => anyToken.test(revealed[index] ?? '<X_000000>'))) return null;
    const copy: Json = structuredClone(args);
    for (const [index, { path }] of places.entries()) put(copy, path, revealed[index] ?? '');
    return copy;
  }
}

interface Place {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** The texts at a path whose `*` stands for every entry of a list. */
function textsAt(value: unknown, steps: readonly string[], path: readonly (string | number)[] = []): Place[] {
  const [step, ...rest] = steps;
  if (step === undefined) return typeof value === 'string' && value.trim() ? [{ path, text: value }] : [];
  if (step === '*') return Array.isArray(value) ? value.flatMap((entry, index) => textsAt(entry, rest, [...path, index])) : [];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return [];
  return textsAt(Reflect.get(value, step), rest, [...path, step]);
}

function leavesOf(value: unknown, path: readonly (string | number)[]): Place[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => leavesOf(member, [...path, name]));
}

function put(target: object, path: readonly (string | number)[], text: string): void {
  const holder = path.slice(0, -1).reduce<unknown>((inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined), target);
  if (typeof holder === 'object' && holder !== null) Reflect.set(holder, path.at(-1) ?? '', text);
}
