// Loaded before the program (node --import). `npm start` is npm, a launcher and the program: who kills the first of them
// with -9 means all of them, and would else find the port and the data folder still taken.
const parent = Number(process.env.DIE_WITH_PARENT);
delete process.env.DIE_WITH_PARENT; // not for the program's own children

if (parent) {
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, 250).unref();
}
