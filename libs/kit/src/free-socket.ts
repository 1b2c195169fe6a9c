import { unlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { BootFailure } from './boot-failure.js';

/** Removes the socket file that a killed process left behind. @throws BootFailure when somebody still answers on it */
export async function freeSocket(path: string): Promise<void> {
  if (await answers(path)) throw new BootFailure(`Another process serves ${path}: stop it first.`);
  try {
    unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
