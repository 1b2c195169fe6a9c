/**
 * One round trip for the inbox, the events of what is new, the attempts that are over and the driver's housekeeping.
 * @param table `bus.log` or `bus.outbox`
 * @param housekeeping a data-modifying query over $6 and $7
 */
export function sinkSql(table: 'bus.log' | 'bus.outbox', housekeeping: string): string {
  return `
with heard as (select * from unnest($1::text[], $2::uuid[]) as h(service, id)),
fresh as (insert into bus.inbox (service, id) select service, id from heard on conflict do nothing returning service, id),
tried as (delete from bus.attempt a using unnest($4::text[], $5::uuid[]) as d(service, id) where a.service = d.service and a.id = d.id),
kept as (${housekeeping}),
added as (
  insert into ${table} (service, topic, lane, key, id, subject, headers, value, at)
  select e.service, e.topic, e.lane, e.key, e.id, e.subject, e.headers, e.value, e.at
  from json_to_recordset($3::json) as e(n int, inbox uuid, service text, topic text, lane text, key text, id text, subject text, headers jsonb, value text, at timestamptz)
  left join fresh f on f.id = e.inbox and f.service = e.service
  where e.inbox is null or f.id is not null
  order by e.n
  returning seq)
select
  coalesce((select array_agg(service || '/' || id) from fresh), '{}') as fresh,
  coalesce((select array_agg(seq order by seq) from added), '{}') as seqs`;
}
