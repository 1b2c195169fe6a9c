import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import type { z } from 'zod';
import type { Json } from '../decide/turn.js';
import type { Passage } from '@deskhand/contracts/gen/events/deskhand/knowledge/v1/facts.js';
import type { Catalogue } from '@deskhand/catalogue/catalogue.js';
import type { Order } from '../decide/shop-facts.js';
import type { ShopClient, ShopWrite } from '../perform/shop-client.js';

/** What a tool may use. */
export interface ToolContext {
  readonly shop: ShopClient;
  /** The authenticated customer; empty for nobody. */
  readonly customerId: string;
  /** The order of the arguments, as the gate has just seen it. */
  readonly order: Order | null;
  readonly search: (query: string) => Promise<readonly Passage[]>;
  readonly catalogue: Catalogue;
  /** ISO 8601. */
  readonly now: string;
  /** The idempotency key that a write of these arguments has. */
  readonly key: string;
}

export type ToolResult =
  | { readonly kind: 'done'; readonly result: Json }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'failed'; readonly detail: string };

/** Where a result holds personal data: path (`items.*.address`) to the vault's kind; an empty kind searches the text. */
export type PrivateMembers = Readonly<Record<string, string>>;

interface Described<Schema extends z.ZodType> {
  readonly name: ToolName;
  readonly schema: Schema;
  /** It shows or changes what belongs to one customer. */
  readonly personal: boolean;
  readonly privateMembers: PrivateMembers;
}

/** Looks something up. */
export interface ReadTool<Schema extends z.ZodType = z.ZodType> extends Described<Schema> {
  readonly kind: 'read';
  run(args: z.output<Schema>, context: ToolContext): Promise<ToolResult>;
}

/** Changes something in the shop: only the ledger sends it. */
export interface ShopWriteTool<Schema extends z.ZodType = z.ZodType> extends Described<Schema> {
  readonly kind: 'write';
  /** `args` in the clear. */
  request(args: z.output<Schema>, customerId: string): ShopWrite;
  /** What the shop's acceptance says; null when it does not say that this very write was done. */
  accept(body: unknown, args: z.output<Schema>): Json | null;
}

/** Changes something in this desk, by what the turn's event says. */
export interface DeskWriteTool<Schema extends z.ZodType = z.ZodType> extends Described<Schema> {
  readonly kind: 'write';
  run(args: z.output<Schema>, context: ToolContext): Promise<ToolResult>;
}

export type Tool = ReadTool | ShopWriteTool | DeskWriteTool;

/** Ties the schema's type to the functions of a tool, then forgets it: the registry holds tools of every schema. */
export function defineTool<Schema extends z.ZodType>(tool: ReadTool<Schema> | ShopWriteTool<Schema> | DeskWriteTool<Schema>): Tool {
  return tool as unknown as Tool;
}

export function isShopWrite(tool: Tool): tool is ShopWriteTool {
  return 'request' in tool;
}
