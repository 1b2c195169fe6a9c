import { jsonSchema } from '@deskhand/kit/json-schema.js';
import type { z } from 'zod';
import { type Operation, operations } from './operations.js';
import { shapes } from './shapes.js';

/** The part of an OpenAPI document that is worked on here. */
export interface OpenApiDocument {
  paths: Record<string, object>;
  components?: object;
}

interface Declared {
  operationId?: string;
  tags?: string[];
  summary?: string;
  parameters?: { name: string; in: string }[];
  requestBody?: object;
  responses: Record<string, object>;
}

const usualRefusals = { 400: 'Not JSON', 401: 'The bearer is missing or wrong', 403: 'Foreign Origin or Host', 415: 'Not declared as JSON', 422: 'Wrong shape: errors names each path' };
const refusals: Record<number, string> = {
  403: 'Not allowed',
  404: 'Not found',
  409: 'In conflict with what there is',
  413: 'Over 256 KiB',
  429: 'Saturated: see Retry-After',
  503: 'Not now: see Retry-After',
  504: 'Not done in time',
};
/** They come with what the client is, not with what it asks. */
const transportHeaders = ['accept', 'last-event-id'];

/** Adds summaries, answers and refusals to what the controllers declare. */
export function completeOpenApi<Document extends OpenApiDocument>(document: Document): Document {
  const paths = Object.entries(document.paths).map(([path, methods]) => [path, completePath(path, methods as Record<string, Declared>)]);
  const schemas = Object.entries(shapes).map(([name, shape]) => [name, jsonSchema(shape as z.ZodType, 'output')]);
  return { ...document, paths: Object.fromEntries(paths), components: { ...document.components, schemas: Object.fromEntries(schemas) } };
}

function completePath(path: string, methods: Record<string, Declared>): object {
  const completed = Object.entries(methods).map(([method, declared]) => {
    const operation = operations[`${method.toUpperCase()} ${path}`];
    return [method, operation ? complete(declared, operation, path) : declared];
  });
  return Object.fromEntries(completed);
}

function complete(declared: Declared, { summary, answer, refusals: further = [] }: Operation, path: string): Declared {
  const [status = '200'] = Object.keys(declared.responses);
  const content = answer ? { 'application/json': { schema: reference(answer) } } : { 'text/plain': { schema: { type: 'string' } } };
  const usual = Object.entries(usualRefusals).filter(([code]) => declared.requestBody || !['400', '415'].includes(code));
  const no = Object.fromEntries([...usual, ...further.map((code) => [String(code), refusals[code]!])].map(([code, description]) => [code, refusal(description!)]));
  const parameters = (declared.parameters ?? []).filter(({ name }) => !transportHeaders.includes(name));
  return { ...declared, tags: [tagOf(path)], summary, parameters, responses: { [status]: { description: summary, content }, ...no } };
}

function refusal(description: string): object {
  return { description, content: { 'application/problem+json': { schema: reference('Problem') } } };
}

function reference(name: keyof typeof shapes): object {
  return { $ref: `#/components/schemas/${name}` };
}

function tagOf(path: string): string {
  return /^\/v1\/([a-z-]+)/.exec(path)?.[1] ?? (path === '/triage' ? 'tickets' : 'operation');
}
