import type { Logger } from 'pino';

/** SIGTERM and SIGINT stop the desk in order and end the process; a second one ends it at once. */
export function stopOnSignal(stop: () => Promise<void>, logger: Logger): void {
  let asked = false;
  const onSignal = async (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    logger.info({ signal }, 'stopping');
    try {
      await stop();
      process.exit(0);
    } catch (error) {
      logger.error({ err: error }, 'the stop failed');
      process.exit(1);
    }
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
