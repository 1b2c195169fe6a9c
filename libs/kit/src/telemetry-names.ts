/** Every name that leaves the desk as telemetry, declared here once and used from here only. */
export const metricNames = {
  tickets: 'bot_tickets_total',
  workflowDuration: 'bot_workflow_duration_seconds',
  llmCost: 'bot_llm_cost_usd_total',
  humanInterventions: 'bot_human_interventions_total',
  guardrailTriggers: 'bot_guardrail_triggers_total',
  deadLetters: 'deskhand_dead_letters',
  busLag: 'deskhand_bus_lag_records',
  busBehind: 'deskhand_bus_behind_seconds',
  invariantViolations: 'deskhand_invariant_violations_total',
} as const;

/** OpenTelemetry semantic conventions v1.41.1. */
export const attributeNames = {
  httpMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
  rpcSystem: 'rpc.system',
  rpcMethod: 'rpc.method',
  messagingSystem: 'messaging.system',
  messagingOperation: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messagingPartition: 'messaging.destination.partition.id',
  conversationId: 'gen_ai.conversation.id',
  errorType: 'error.type',
  ticketId: 'deskhand.ticket.id',
  lane: 'deskhand.lane',
} as const;
