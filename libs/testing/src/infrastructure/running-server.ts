/** What a test may do to a server, whether it runs in a container or as a process of this machine. */
export interface RunningServer {
  /** Ends it in an orderly way, for good; temporary data goes with it. */
  stop(): Promise<void>;
  /** kill -9. The data stays; `restart` brings it back. */
  kill(): Promise<void>;
  /** Freezes it: connections stay open, nothing answers. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Starts it again on the same address with the same data, after ending it if it still runs. */
  restart(): Promise<void>;
}

/** Progress that a person may want to read ("Fetching Kafka 4.1.1 …"). */
export type Tell = (sentence: string) => void;

export interface ServerOptions {
  /** Where its data live; without one they are temporary. */
  dir?: string;
  /** The port on 127.0.0.1; without one, a free port. */
  port?: number;
  message?: Tell;
}
