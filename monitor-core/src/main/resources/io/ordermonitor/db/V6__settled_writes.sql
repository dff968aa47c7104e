-- The order book settles the intents of the writes whose answer nobody saw.

alter table leg_order add column pending_write integer;
comment on column leg_order.pending_write is 'The intent whose call ended without an answer; null if none.';
comment on column intent.outcome is 'Null until it is known; a null after a crash means unknown. FOUND, NOT_FOUND: no answer came, the order book shows whether it took effect.';

update leg_order l set pending_write = coalesce(
    (select max(i.write) from intent i
        where i.tag = l.tag and i.kind = l.pending_kind and (i.outcome is null or i.outcome = 'UNKNOWN')), 0)
where pending_kind is not null;

update installation set schema_version = 6;
