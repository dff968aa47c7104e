-- What came back of each write, who asked for it, what filled, and who owned the user: so that an order's story can be told.

alter table intent
    add column request_id bigint,
    add column sent_at    timestamptz,
    add column reply      text,
    add column reply_text text,
    add column replied_at timestamptz;
comment on column intent.cycle is 'The user''s cycle, counted anew by each process; 0 outside a cycle.';
comment on column intent.fence is 'The lease number: under which the process that wrote it owned the user.';
comment on column intent.request_id is 'The row of order_request that asked for it; null: a cycle or the application did.';
comment on column intent.sent_at is 'When the call began; null if none was made.';
comment on column intent.reply is 'What the call gave; null if that was not recorded. Never changed by what the order book shows later, as outcome is.';
comment on column intent.reply_text is 'The broker''s text as it was received, cut to 500 characters, client codes and secrets masked; or ours.';
comment on column intent.replied_at is 'When the call ended.';

alter table order_event
    add column request_id     bigint,
    add column fence          bigint,
    add column state          text,
    add column entry_filled   integer,
    add column open_quantity  integer,
    add column external_exit  integer,
    add column exit_requested boolean,
    add column entry_ended    boolean,
    add column sl_stop_price  numeric(15,4),
    add column target_price   numeric(15,4);
comment on column order_event.state is 'This and what follows: the order as it stood with this change; null before schema version 7.';

create table leg_event (
    order_id        bigint      not null,
    version         bigint      not null,
    tag             text        not null,
    leg             text        not null,
    at              timestamptz not null,
    cycle           bigint      not null,
    fence           bigint      not null,
    state           text        not null,
    quantity        integer     not null,
    filled          integer     not null,
    average_price   numeric(15,4),
    broker_order_id text,
    triggered       boolean     not null,
    reason          text        not null,
    primary key (order_id, version, tag)
);
comment on table leg_event is 'Broker orders of managed orders that filled, triggered or ended: one row for each stored change.';

-- Who owned a user, and from when on.
create table user_takeover (
    user_id  bigint      not null,
    fence    bigint      not null,
    owner    text        not null,
    taken_at timestamptz not null,
    primary key (user_id, fence)
);
comment on table user_takeover is 'Each time that a user came into the hands of another process.';
insert into user_takeover (user_id, fence, owner, taken_at) select user_id, fence, owner, taken_at from monitor_user;

create function monitor_user_taken() returns trigger language plpgsql as $$
begin
    insert into user_takeover (user_id, fence, owner, taken_at)
    select user_id, fence, owner, taken_at from taken
    on conflict do nothing;
    return null;
end $$;
create trigger monitor_user_taken_first after insert on monitor_user
    referencing new table as taken for each statement execute function monitor_user_taken();
create trigger monitor_user_taken_over after update on monitor_user
    referencing new table as taken for each statement execute function monitor_user_taken();

update installation set schema_version = 7;
