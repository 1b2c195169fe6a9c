import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { verifyManifestFile } from '@deskhand/console/verify/verify-manifest-file.js';
import { type Io, makeCommand, type Tools } from '../command-line.js';
import { describeVerdict } from '../describe-verdict.js';
import { describeProblem } from '../desk-http.js';
import { exitCodes, Failure } from '../failure.js';
import { parsePublicKeys } from '../parse-public-keys.js';
import { tellStory } from '../tell-story.js';
import type { Ticket } from '../ticket.js';

interface ExplainOptions {
  /** true: under the ticket's own name. */
  manifest?: string | true;
  verify?: string;
  key?: string;
}

export function explainCommand(io: Io): Command {
  const define = (command: Command) =>
    command
      .option('--manifest [file]', 'write the signed manifests of the conversation, with the public keys, into a file (<ticket>.manifests.jsonl)')
      .option('--verify <file>', 'check such a file: offline, without a desk')
      .option('--key <file>', 'with --verify: trust this public key (PEM, or what GET /v1/manifest-key answered), not those in the file');
  const work = async (tools: Tools, { manifest, verify, key }: ExplainOptions, ticketId?: string) => {
    if (verify) return verifyFile(tools, verify, key);
    if (!ticketId) throw new Failure('Say which ticket to explain, or which file to check: deskhand explain <ticket>, or deskhand explain --verify <file>.', exitCodes.usage);
    if (key) throw new Failure('--key goes with --verify.', exitCodes.usage);
    if (manifest) return writeManifests(tools, ticketId, manifest === true ? `${ticketId}.manifests.jsonl` : manifest);
    const ticket = await tools.desk.get<Ticket>(`/v1/tickets/${encodeURIComponent(ticketId)}`);
    tools.terminal.answer(ticket, () => tellStory(ticket, tools.terminal));
  };
  return makeCommand<ExplainOptions>(io, 'explain [ticket]', 'tell why the desk did what it did', work, define);
}

async function writeManifests({ desk, terminal }: Tools, ticketId: string, path: string): Promise<void> {
  const response = await desk.open('GET', `/v1/tickets/${encodeURIComponent(ticketId)}/manifests`, undefined, 'application/x-ndjson, application/json');
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Failure(describeProblem(response.status, JSON.parse(bytes.toString()) as object));
  await writeFile(path, bytes).catch((error: Error) => {
    throw new Failure(`The manifests cannot be written to ${path}: ${error.message}.`);
  });
  const verdict = verifyManifestFile(bytes);
  terminal.answer({ file: path, ...verdict }, () => `${path}: ${describeVerdict(verdict)}`);
}

async function verifyFile({ terminal }: Tools, path: string, keyPath: string | undefined): Promise<void> {
  const trusted = keyPath === undefined ? undefined : parsePublicKeys(await read(keyPath), keyPath);
  const verdict = verifyManifestFile(await read(path), trusted);
  if (!verdict.ok) throw new Failure(`${path} is not as it was signed. ${describeVerdict(verdict)}`, exitCodes.failed, { file: path, ...verdict });
  terminal.answer({ file: path, ...verdict }, () => `${path} is as it was signed: ${describeVerdict(verdict)}${trusted ? '' : '\nThe key came with the file: compare its id with GET /v1/manifest-key, or give --key.'}`);
}

function read(path: string): Promise<Buffer> {
  return readFile(path).catch((error: Error) => {
    throw new Failure(`${path} cannot be read: ${error.message}.`);
  });
}
