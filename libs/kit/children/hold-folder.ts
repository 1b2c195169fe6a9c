// Opens the data folder and holds it until it is killed; says "held", or why not.
import { openDatabase } from '../src/database.js';

try {
  await openDatabase({ dataDir: process.argv[2]! });
  process.stdout.write('held\n');
  setInterval(() => undefined, 1_000);
} catch (error) {
  process.stdout.write(`${(error as Error).message}\n`);
}
