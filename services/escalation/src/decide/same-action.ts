import type { ActionRequest } from '@deskhand/contracts/gen/events/deskhand/actions/v1/events.js';

type Asked = Pick<ActionRequest, 'tool' | 'arguments'>;

/** The same write asked for again, however the customer words the reason. */
export function sameAction(left: Asked | undefined, right: Asked | undefined): boolean {
  return left !== undefined && right !== undefined && left.tool === right.tool && canonical(identifying(left)) === canonical(identifying(right));
}

function identifying({ arguments: { reason: _reason, ...args } = {} }: Asked): unknown {
  return args;
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([left], [right]) => (left < right ? -1 : 1)))
      : member,
  );
}
