-- The order book settles the intents of the writes whose answer nobody saw; what we know of a broker order is no text.

alter table leg_order
    add column pending_write integer,
    add column note          text not null default 'NONE';
comment on column leg_order.pending_write is 'The intent whose call ended without an answer; null if none.';
comment on column leg_order.note is 'What we know of it besides its state: NONE WOULD_SEND NOT_SENT CANCELLED_BY_US UNCHANGEABLE.';
comment on column leg_order.reason is 'The broker''s text or ours, for people.';
comment on column intent.outcome is 'Null until it is known; a null after a crash means unknown. FOUND, NOT_FOUND: no answer came, the order book shows whether it took effect.';

update leg_order l set pending_write = coalesce(
    (select max(i.write) from intent i
        where i.tag = l.tag and i.kind = l.pending_kind and (i.outcome is null or i.outcome = 'UNKNOWN')), 0)
where pending_kind is not null;

update leg_order set note = case
    when state = 'NONE' and reason = 'the account is in mode observe' then 'WOULD_SEND'
    when state in ('NONE', 'REJECTED') and broker_order_id is null and reason like 'not sent: %' then 'NOT_SENT'
    when state = 'CANCELLED' and reason like 'cancelled by the monitor%' then 'CANCELLED_BY_US'
    when reason like 'modification refused: %' then 'UNCHANGEABLE'
    else note end;
alter table leg_order alter column note drop default;

update installation set schema_version = 6;
