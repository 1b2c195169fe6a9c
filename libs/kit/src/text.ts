import { z } from 'zod';

/** A name-like string: 1 to `max` printable characters (code points), taken as it is. */
export function printable(max: number) {
  return z
    .string()
    .superRefine((value, context) => {
      if (!isPrintable(value)) context.addIssue('must hold printable characters only');
      else refuseLength(value, 1, max, context);
    })
    .meta({ minLength: 1, maxLength: max });
}

/** What a person wrote: trimmed, then 1 to `max` code points, without NUL and lone surrogates. */
export function text(max: number) {
  return z
    .string()
    .superRefine((value, context) => {
      if (refuseUnstorable(value, context)) refuseLength(value.trim(), 1, max, context);
    })
    .transform((value) => value.trim())
    .meta({ minLength: 1 });
}

/** A free string that may be empty: at most `max` code points, without NUL and lone surrogates, taken as it is. */
export function plain(max: number) {
  return z
    .string()
    .superRefine((value, context) => {
      if (refuseUnstorable(value, context)) refuseLength(value, 0, max, context);
    })
    .meta({ maxLength: max });
}

/** Control characters, line separators and halves of surrogate pairs are not printable; joiners are, emoji need them. */
function isPrintable(value: string): boolean {
  return !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(value);
}

/** Postgres cannot keep NUL, and UTF-8 cannot carry half a surrogate pair. */
function refuseUnstorable(value: string, context: z.core.$RefinementCtx): boolean {
  if (value.includes('\0')) context.addIssue('must not contain NUL characters');
  else if (!value.isWellFormed()) context.addIssue('must not contain lone surrogates');
  else return true;
  return false;
}

function refuseLength(value: string, min: number, max: number, context: z.core.$RefinementCtx): void {
  if (value.length < min) context.addIssue('must not be empty');
  else if (isLongerThan(value, max)) context.addIssue(`must have at most ${max.toLocaleString('en')} characters`);
}

function isLongerThan(value: string, max: number): boolean {
  if (value.length <= max) return false;
  if (value.length > 2 * max) return true;
  return [...value].length > max;
}
