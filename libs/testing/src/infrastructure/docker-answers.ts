import { runCommand } from './run-command.js';

let answer: Promise<boolean> | undefined;

/** Whether a Docker daemon answers within 2 s. Asked once per process. */
export function dockerAnswers(): Promise<boolean> {
  answer ??= runCommand('docker', ['version', '--format', '{{.Server.Version}}'], { deadline: 2000 }).then(
    () => true,
    () => false,
  );
  return answer;
}
