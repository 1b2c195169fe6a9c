import type { ToolName } from '@deskhand/catalogue/tool-names.js';
import { tools } from './registry.js';
import type { Tool } from './tool.js';

/** A tool by the name that an event or a plan gives it. */
export function findTool(name: string): Tool | undefined {
  return Object.hasOwn(tools, name) ? tools[name as ToolName] : undefined;
}
