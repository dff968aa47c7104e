-- The switch pause beside stop-entries, and the request that flattens.

alter table safety_switch
    add column paused            boolean  not null default false,
    add column paused_accounts   bigint[] not null default '{}',
    add column paused_strategies text[]   not null default '{}';
comment on table safety_switch is 'Safety switches: what of a user is kept from brokers.';
comment on column safety_switch.all_entries is 'Stop-entries: no entry of the user is sent or followed; exits and cancels pass.';
comment on column safety_switch.accounts is 'Accounts whose entries are stopped.';
comment on column safety_switch.strategies is 'Strategies whose entries are stopped.';
comment on column safety_switch.paused is 'Pause: nothing of the user is written to a broker, no stop-loss either.';
comment on column safety_switch.paused_accounts is 'Accounts for which nothing is written to a broker.';
comment on column safety_switch.paused_strategies is 'Strategies for which nothing is written to a broker.';

alter table order_request drop constraint order_request_kind_check;
alter table order_request add constraint order_request_kind_check
    check (kind in ('SUBMIT', 'ADOPT', 'CANCEL', 'EXIT', 'AMEND', 'FLATTEN'));
comment on column order_request.kind is 'SUBMIT, ADOPT: a new managed order. CANCEL, EXIT, AMEND: an order_id. FLATTEN: stops entries and exits every order, of account_id or strategy if one is given.';
comment on column order_request.reason is 'Answered: why it was refused, or what is still to be known.';

update installation set schema_version = 2;
