/** The fixed words every catalogue must have, by dotted key, and the values that the code fills into each. */
export const replyKeys = {
  'intro.disclosure': [],
  'intro.named_greeting': ['name'],
  'closing.signature': [],
  'closing.survey': [],

  'identity.verify': [],
  'identity.code_sent': ['sentTo'],
  'identity.code_wrong': [],

  'order.which': [],
  'order.which_of': ['orders'],
  'order.not_found': ['orderId'],
  'order.none': [],
  'order.confirm_inferred': ['orderId', 'items'],
  'order.pending': ['orderId', 'placedAt', 'items'],
  'order.processed': ['orderId', 'placedAt', 'items'],
  'order.shipped': ['orderId', 'shippedAt', 'carrier', 'trackingNumber', 'eta'],
  'order.shipped_late': ['orderId', 'shippedAt', 'carrier', 'trackingNumber', 'eta'],
  'order.shipped_untracked': ['orderId'],
  'order.last_scan': ['at', 'place', 'event'],
  'order.delivered': ['orderId', 'deliveredAt'],
  'order.cancelled': ['orderId'],
  'order.return_requested': ['orderId'],
  'order.exchange_requested': ['orderId'],
  'order.returned': ['orderId'],
  'order.refunded_so_far': ['amount'],
  'order.contents': ['orderId', 'placedAt', 'items', 'total'],
  'order.late_next': [],
  'order.still_under_way': [],
  'order.not_there': ['orderId', 'deliveredAt'],
  'order.one_by_one': ['orderId'],

  'refund.eligible': ['orderId', 'amount'],
  'refund.done': ['amount', 'orderId'],
  'refund.submitted': ['amount', 'orderId', 'reference'],
  'refund.approved': ['amount', 'orderId', 'reference'],

  'refusal.outside_window': ['orderId', 'deliveredAt', 'windowEnd'],
  'refusal.final_sale': ['orderId', 'items'],
  'refusal.already_refunded': ['orderId'],
  'refusal.not_delivered': ['orderId'],
  'refusal.amount_too_high': ['orderId', 'refundable'],
  'refusal.wrong_currency': ['orderId', 'refundable'],
  'refusal.already_shipped': ['orderId'],
  'refusal.already_cancelled': ['orderId'],
  'refusal.not_changeable': ['orderId'],
  'refusal.unknown_item': ['orderId'],
  'refusal.item_unavailable': ['orderId'],
  'refusal.unknown_payment_method': [],
  'refusal.account_suspended': [],
  'refusal.other': [],

  'change.cancelled': ['orderId'],
  'change.address': ['orderId', 'address'],
  'change.account_address': ['address'],
  'change.items': ['orderId', 'items'],
  'change.payment': ['orderId', 'label'],
  'change.return_requested': ['orderId', 'items'],
  'change.exchange_requested': ['orderId', 'items'],
  'change.ask_what': ['orderId'],
  'change.ask_address': ['orderId'],
  'change.ask_items': ['orderId'],
  'change.ask_variant': ['item', 'options'],
  'change.ask_payment': ['labels'],
  'change.confirm': ['what', 'orderId'],
  'change.left_alone': [],
  'change.submitted': ['what', 'reference'],
  'change.approved': ['what', 'reference'],

  'account.reset_sent': ['sentTo'],
  'account.confirm_update': ['field', 'value'],
  'account.updated': ['field', 'value'],
  'account.ask_what': [],
  'account.details': ['name', 'email', 'status'],

  'answer.source': ['titles'],
  'answer.product_available': ['name', 'price'],
  'answer.product_unavailable': ['name', 'price'],
  'answer.no_product': ['query'],

  'complaint.sorry': [],
  'complaint.case_created': ['reference'],

  'waiting.review': [],
  'waiting.still': ['reference'],

  'small_talk.hello': [],
  'small_talk.thanks': [],
  'small_talk.ok': [],
  'small_talk.goodbye': [],
  'small_talk.closure': [],
  'small_talk.declined': [],
  'small_talk.unclear': [],

  'mail.subject': ['reference'],
  'mail.approved': ['name', 'what', 'reference'],
  'mail.rejected': ['name', 'what', 'reference'],

  'handoff.legal_mention': ['team'],
  'handoff.asked_for_human': ['team'],
  'handoff.banned_intent': ['team'],
  'handoff.unsafe_input': ['team'],
  'handoff.negative_and_urgent': ['team'],
  'handoff.billing_dispute': ['team'],
  'handoff.angry_customer': ['team'],
  'handoff.repeated_question': ['team'],
  'handoff.tool_failed': ['team'],
  'handoff.effect_unknown': ['team'],
  'handoff.long_conversation': ['team'],
  'handoff.approval_rejected': ['team'],
  'handoff.approval_expired': ['team'],
  'handoff.low_confidence': ['team'],
  'handoff.no_grounding': ['team'],
  'handoff.quality_check_failed': ['team'],
  'handoff.unsupported_language': ['team'],
  'handoff.budget_exceeded': ['team'],
  'handoff.internal_error': ['team'],
  'handoff.delivery_failed': ['team'],
  'handoff.sla_breached': ['team'],

  'language.es': [],
  'language.de': [],
  'language.fr': [],
  'language.pt': [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ReplyKey = keyof typeof replyKeys;

/** The values that a key needs; none may be left out. Of several possible keys, the values of one must be there. */
export type ReplyValues<K extends ReplyKey> = K extends ReplyKey ? Readonly<Record<(typeof replyKeys)[K][number], string>> : never;

/** What any reply may name: the loader fills these in, from the shop and its policies. */
export const shopPlaceholders = ['shop', 'storefront', 'signature', 'businessDays', 'refundWindow'] as const;

/** Words for a queue, used as `{team}`: `team.<queue>`, one for each queue of the catalogue. */
export const teamPrefix = 'team.';
