-- The paper exchange's own books. Prices are plain numeric, so that they come back with the digits they were given.
create schema if not exists paper;

create table if not exists paper.account (
    account_id bigint primary key,
    session    text not null
);

create table if not exists paper.placed (
    account_id      bigint      not null,
    sequence        int         not null,
    trading_day     date        not null,
    broker_order_id text        not null,
    tag             text        not null,
    instrument      text        not null,
    side            text        not null,
    product         text        not null,
    type            text        not null,
    quantity        int         not null,
    limit_price     numeric,
    trigger_price   numeric,
    filled          int         not null,
    value           numeric     not null,
    state           text        not null,
    triggered       boolean     not null,
    reason          text        not null,
    created_at      timestamptz not null,
    updated_at      timestamptz not null,
    drawn_at        timestamptz,
    primary key (account_id, sequence)
);

-- Orders of earlier versions met the market when they were accepted.
alter table paper.placed add column if not exists arrives_at timestamptz;
update paper.placed set arrives_at = updated_at where arrives_at is null;
alter table paper.placed alter column arrives_at set not null;

create index if not exists placed_by_day on paper.placed (trading_day, account_id);

create table if not exists paper.fill (
    number      bigint generated always as identity primary key,
    account_id  bigint      not null,
    sequence    int         not null,
    trading_day date        not null,
    quantity    int         not null,
    price       numeric     not null,
    at          timestamptz not null,
    foreign key (account_id, sequence) references paper.placed (account_id, sequence)
);

create index if not exists fill_by_day on paper.fill (account_id, trading_day);
