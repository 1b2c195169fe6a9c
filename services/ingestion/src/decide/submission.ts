/** The body of POST /v1/tickets, parsed: `text` is trimmed, absent members are undefined. */
export interface Submission {
  source: string;
  id: string;
  text: string;
  subject?: string | undefined;
  conversationId?: string | undefined;
  channel?: string | undefined;
  customer?: { id?: string | undefined; email?: string | undefined; name?: string | undefined; identityToken?: string | undefined } | undefined;
  metadata?: Record<string, string> | undefined;
  createdAt?: string | undefined;
}
