-- The roll of the trading day: what carried positions are compared with, and how a person settles what does not agree.

alter table order_request drop constraint if exists order_request_kind_check;
alter table order_request add constraint order_request_kind_check
    check (kind in ('SUBMIT', 'ADOPT', 'CANCEL', 'EXIT', 'AMEND', 'FLATTEN', 'SETTLE'));
comment on column order_request.kind is 'SUBMIT, ADOPT: a new managed order. CANCEL, EXIT, AMEND: an order_id. FLATTEN: stops entries and exits every order, of account_id or strategy if one is given. SETTLE: an order_id that is FROZEN, and quantity.';
comment on column order_request.quantity is 'Units, never lots. SETTLE: how many units the order holds open.';

create table day_roll (
    account_id    bigint  not null,
    trading_day   date    not null,
    instrument    text    not null,
    product       text    not null,
    foreign_units integer,
    primary key (account_id, trading_day, instrument, product)
);
comment on table day_roll is 'Carried positions that were compared with those of the earlier day: once a day each.';
comment on column day_roll.foreign_units is 'Signed units of the carried net position that belong to no managed order; null: settled by a person since, counted anew at the next read.';

-- What ended without an outcome is looked up by day; none of these columns changes, so updates stay within the page.
create index intent_user_day on intent (user_id, trading_day);

update installation set schema_version = 3;
