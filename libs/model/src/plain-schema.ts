type Json = Readonly<Record<string, unknown>>;

const kept = ['type', 'description', 'enum', 'required', 'additionalProperties', 'properties', 'items', 'anyOf'];

/**
 * A JSON Schema in the few keywords that every endpoint can hold a model to. Lengths, patterns and ranges differ from one to the next, and
 * some refuse the whole request for them; what comes back is parsed by the full schema anyway.
 */
export function plainSchema(schema: Json): Json {
  const { const: only, anyOf, ...rest } = schema;
  if (only !== undefined) return { ...keep(rest), enum: [only] };
  if (!Array.isArray(anyOf)) return keep(rest);
  const options = (anyOf as Json[]).map(plainSchema);
  const types = new Set(options.map(({ type }) => type));
  if (types.size === 1 && options.every((option) => Array.isArray(option['enum']))) return { ...keep(rest), type: options[0]!['type'], enum: options.flatMap((option) => option['enum'] as unknown[]) };
  return { ...keep(rest), anyOf: options };
}

function keep(schema: Json): Json {
  // Some want the list of required members even where it is empty.
  const complete: Json = schema['type'] === 'object' ? { required: [], ...schema } : schema;
  const members = Object.entries(complete).filter(([name]) => kept.includes(name));
  return Object.fromEntries(members.map(([name, value]) => [name, name === 'properties' ? each(value as Json) : name === 'items' ? plainSchema(value as Json) : value]));
}

function each(properties: Json): Json {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, plainSchema(schema as Json)]));
}
