import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { type ToolName, toolNames } from '@deskhand/catalogue/tool-names.js';
import { printable } from '@deskhand/kit/text.js';
import { z } from 'zod';
import { allTools, type Pause, Pauses } from '../perform/pauses.js';
import { tools } from '../tools/registry.js';

const writes = toolNames.filter((name) => tools[name].kind === 'write');
const pauseShape = z.object({ tool: z.enum(writes as [ToolName, ...ToolName[]], { error: `must be one of ${writes.join(', ')}` }).optional(), by: printable(200) });

interface ToolsAnswer {
  items: { tool: string; kind: 'read' | 'write'; paused: boolean; by: string | null; at: string | null }[];
}

/** Stops writes and lets them run again: of one tool, or of all of them. */
@Controller('v1/tools')
export class ToolsController {
  constructor(@Inject(Pauses) private readonly pauses: Pauses) {}

  @Get()
  async list(): Promise<ToolsAnswer> {
    const pauses = await this.pauses.all();
    return { items: toolNames.map((tool) => show(tool, pauses)) };
  }

  @Post('pause')
  @HttpCode(200)
  async pause(@Body({ schema: pauseShape }) { tool, by }: z.infer<typeof pauseShape>): Promise<ToolsAnswer> {
    await this.pauses.pause(tool ?? allTools, by);
    return this.list();
  }

  @Post('resume')
  @HttpCode(200)
  async resume(@Body({ schema: pauseShape }) { tool }: z.infer<typeof pauseShape>): Promise<ToolsAnswer> {
    await this.pauses.resume(tool ?? allTools);
    return this.list();
  }
}

function show(tool: ToolName, pauses: readonly Pause[]): ToolsAnswer['items'][number] {
  const { kind } = tools[tool];
  const pause = kind === 'write' ? pauses.find((each) => each.tool === tool || each.tool === allTools) : undefined;
  return { tool, kind, paused: pause !== undefined, by: pause?.by ?? null, at: pause?.at ?? null };
}
