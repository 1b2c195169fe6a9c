/** What `buf build -o -#format=json` answers, as far as it is read here. */
export interface DescriptorSet {
  file: FileDescriptor[];
}

interface FileDescriptor {
  package: string;
  messageType?: MessageDescriptor[];
  sourceCodeInfo?: { location: { path?: number[]; leadingComments?: string }[] };
}

interface MessageDescriptor {
  name: string;
  field?: FieldDescriptor[];
  nestedType?: (MessageDescriptor & { options?: { mapEntry?: boolean } })[];
}

interface FieldDescriptor {
  name: string;
  jsonName: string;
  label: string;
  type: string;
  typeName?: string;
  proto3Optional?: boolean;
}

export interface JsonSchema {
  properties?: Record<string, object>;
  [member: string]: unknown;
}

// Numbers of the fields in Google's descriptor.proto, by which comments find their place.
const messagesOfFile = 4;
const fieldsOfMessage = 2;

const scalars: Record<string, object> = {
  TYPE_STRING: { type: 'string' },
  TYPE_BOOL: { type: 'boolean' },
  TYPE_INT32: { type: 'integer' },
  TYPE_DOUBLE: { type: 'number' },
};

/** A proto message as the JSON Schema of what the desk writes, comments included. @param name with its package */
export function readMessage(descriptors: DescriptorSet, name: string): { schema: JsonSchema; comment: string } {
  const found = find(descriptors, name);
  if (!found) throw new Error(`There is no message ${name}`);
  const { file, message, at } = found;
  const comment = (...path: number[]) => commentAt(file, [messagesOfFile, at, ...path]);
  const fields = message.field ?? [];
  const properties = fields.map((field, n) => {
    const description = comment(fieldsOfMessage, n);
    return [field.jsonName, { ...(description && { description }), ...schemaOf(descriptors, message, field) }];
  });
  // A message that is not there is left out; a scalar is null.
  const required = fields.filter(({ type, label }) => type !== 'TYPE_MESSAGE' || label === 'LABEL_REPEATED').map(({ jsonName }) => jsonName);
  return { schema: { type: 'object', properties: Object.fromEntries(properties), required }, comment: comment() };
}

function find({ file: files }: DescriptorSet, name: string) {
  for (const file of files) {
    const at = (file.messageType ?? []).findIndex((message) => `${file.package}.${message.name}` === name);
    if (at >= 0) return { file, at, message: file.messageType![at]! };
  }
  return undefined;
}

function commentAt({ sourceCodeInfo }: FileDescriptor, path: number[]): string {
  const location = sourceCodeInfo?.location.find((one) => one.path?.join() === path.join());
  return (location?.leadingComments ?? '').replace(/\s+/g, ' ').trim();
}

function schemaOf(descriptors: DescriptorSet, message: MessageDescriptor, { label, type, typeName, proto3Optional }: FieldDescriptor): object {
  const isMap = message.nestedType?.some(({ name, options }) => options?.mapEntry && typeName?.endsWith(`.${name}`));
  if (isMap) return { type: 'object', additionalProperties: { type: 'string' } };
  const one = type === 'TYPE_MESSAGE' ? ofMessage(descriptors, typeName!.slice(1)) : (scalars[type] ?? {});
  if (label === 'LABEL_REPEATED') return { type: 'array', items: one };
  return proto3Optional && 'type' in one ? { ...one, type: [one.type, 'null'] } : one;
}

function ofMessage(descriptors: DescriptorSet, name: string): object {
  return name === 'google.protobuf.Struct' ? { type: 'object' } : readMessage(descriptors, name).schema;
}
