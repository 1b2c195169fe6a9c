/** The process that handles an event dies: what it has written in memory and not committed is gone. */
export class Crash extends Error {}
