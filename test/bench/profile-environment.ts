/** BENCH_PROFILE=DIR: each process of the desk leaves a .cpuprofile there as it ends. */
export function profileEnvironment(): Record<string, string> {
  const dir = process.env['BENCH_PROFILE'];
  return dir ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${dir}` } : {};
}
