import { toolNames } from '@deskhand/catalogue/tool-names.js';
import type { PauseRequest, PauseResponse } from '@deskhand/contracts/gen/rpc/deskhand/actions/v1/service.js';
import { RpcError } from '@deskhand/kit/rpc-error.js';
import { allTools, type Pauses } from '../perform/pauses.js';
import { tools } from '../tools/registry.js';

const writes: readonly string[] = [allTools, ...toolNames.filter((name) => tools[name].kind === 'write')];

/** Answers the rpcs of `deskhand.actions.v1.Tools`. */
export class ToolsService {
  constructor(private readonly pauses: Pauses) {}

  async pause({ tool, by }: PauseRequest): Promise<PauseResponse> {
    if (!writes.includes(tool)) throw new RpcError('invalid_argument', `tool must be one of ${writes.join(', ')}`);
    await this.pauses.pause(tool, by);
    return {};
  }
}
