/** BENCH_NODE_OPTIONS for each process of the desk: `--cpu-prof --cpu-prof-dir=DIR` leaves a profile of each as it ends. */
export function profileEnvironment(): Record<string, string> {
  const options = process.env['BENCH_NODE_OPTIONS'];
  return options ? { NODE_OPTIONS: options } : {};
}
