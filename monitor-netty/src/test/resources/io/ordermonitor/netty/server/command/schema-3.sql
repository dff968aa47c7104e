-- What a server with schema version 3 left when it was killed, dates apart: its rows as they were then.
--   order 1, user 1: open, its stop rests
--   order 2, user 1: its entry was sent and reached the broker; the answer was not recorded
--   order 3, user 3, of yesterday: its entry was sent and never reached the broker
--   order 4, user 3, of yesterday: open; the answer to its stop never came
insert into broker_account (id, user_id, broker, client_code, mode) values
    (1, 1, 'paper', 'AB1234', 'ARMED'), (3, 3, 'paper', 'CD5678', 'ARMED');
alter sequence broker_account_id_seq restart with 4;

insert into orders (order_id, user_id, account_id, instrument, side, product, quantity, entry_type, entry_limit_price,
    sl_stop_price, strategy, request_key, attempt, trading_day, created_at, state, flags, external_exit, suspected,
    realised, entry_ended, exit_requested, entry_filled, open_quantity, version) values
    (1, 1, 1, 'NSECM:11915-A', 'BUY', 'NRML', 10, 'MARKET', null, 80, 'mine', 'key-1', 1,
        (now() at time zone 'Asia/Kolkata')::date, now(), 'OPEN', '', 0, 0, 0, false, false, 10, 10, 2),
    (2, 1, 1, 'NSECM:11915-A', 'BUY', 'NRML', 20, 'LIMIT', 80, 78, 'mine', 'key-2', 1,
        (now() at time zone 'Asia/Kolkata')::date, now(), 'ENTERING', '', 0, 0, 0, false, false, 0, 0, 1),
    (3, 3, 3, 'NSECM:11915-B', 'BUY', 'NRML', 30, 'LIMIT', 80, 78, 'mine', 'key-3', 1,
        (now() at time zone 'Asia/Kolkata')::date - 1, now() - interval '1 day', 'ENTERING', '', 0, 0, 0, false, false,
        0, 0, 1),
    (4, 3, 3, 'NSECM:11915-A', 'BUY', 'NRML', 40, 'LIMIT', 98, 80, 'mine', 'key-4', 1,
        (now() at time zone 'Asia/Kolkata')::date - 1, now() - interval '1 day', 'OPEN', '', 0, 0, 0, false, false,
        40, 40, 2);
alter sequence order_id restart with 5;

insert into leg_order (tag, order_id, leg, slice, number, broker_order_id, state, type, quantity, filled, average_price,
    limit_price, trigger_price, reason, triggered, modifications, sent_at, write_ended_at, session_expired, open_write)
select i.id || rest, o.order_id, leg, 0, 1, broker_order_id, l.state, type, o.quantity, filled, average_price,
    limit_price, trigger_price, '', false, 0, o.created_at, o.created_at, false, open_write
from installation i, (values
    ('r1e1', 1, 'ENTRY', '1000001', 'FILLED', 'MARKET', 10, 91.15, null, null, null),
    ('r1s1', 1, 'SL', '1000002', 'SENT', 'STOPLIMIT', 0, null, 79.60, 80.00, null),
    ('r2e1', 2, 'ENTRY', null, 'SENT', 'LIMIT', 0, null, 80.00, null, 0),
    ('r3e1', 3, 'ENTRY', null, 'SENT', 'LIMIT', 0, null, 80.00, null, 0),
    ('r4e1', 4, 'ENTRY', '900001', 'FILLED', 'LIMIT', 40, 91.15, 98.00, null, null),
    ('r4s1', 4, 'SL', null, 'UNKNOWN', 'STOPLIMIT', 0, null, 79.60, 80.00, null)
    ) l (rest, order_id, leg, broker_order_id, state, type, filled, average_price, limit_price, trigger_price, open_write)
    join orders o using (order_id)
order by 1;

insert into intent (tag, write, kind, user_id, account_id, order_id, leg, slice, number, instrument, side, product, type,
    quantity, limit_price, trigger_price, step, rule, cycle, fence, trading_day, created_at, outcome, broker_order_id,
    ended_at)
select l.tag, 0, 'PLACE', o.user_id, o.account_id, o.order_id, l.leg, 0, 1, o.instrument,
    case l.leg when 'SL' then 'SELL' else 'BUY' end, 'NRML', l.type, l.quantity, l.limit_price, l.trigger_price,
    case l.leg when 'SL' then 4 else 0 end, case l.leg when 'SL' then 'sl.place' else 'entry.place' end, 1, 1,
    o.trading_day, l.sent_at, case when l.state = 'UNKNOWN' then 'UNKNOWN' when l.open_write is null then 'ACCEPTED' end,
    l.broker_order_id, case when l.open_write is null then l.write_ended_at end
from leg_order l join orders o using (order_id);

insert into order_event (order_id, version, at, what, step, rule, cycle)
select order_id, 2, created_at, 'ENTERING to OPEN', 3, '', 1 from orders where state = 'OPEN';

insert into monitor_user (user_id, owner, fence) values (1, 'gone', 1), (3, 'gone', 1);

insert into alarm (user_id, account_id, order_id, code, since, message) values
    (3, 3, 4, 'UNKNOWN_OUTCOME', now() - interval '1 day', 'No answer came to the stop-loss of order 4.');

insert into order_request (user_id, request_key, kind, account_id, created_at, status, order_id) values
    (1, 'key-1', 'SUBMIT', 1, now(), 'DONE', 1);

-- The paper exchange's book of today.
insert into paper.placed (account_id, sequence, trading_day, broker_order_id, tag, instrument, side, product, type,
    quantity, limit_price, trigger_price, filled, value, state, triggered, reason, created_at, updated_at, arrives_at)
select 1, sequence, o.trading_day, (1000000 + sequence)::text, i.id || rest, o.instrument, p.side, 'NRML', type,
    o.quantity, limit_price, trigger_price, filled, value, p.state, false, '', o.created_at, o.created_at, o.created_at
from installation i, (values
    (1, 'r1e1', 1, 'BUY', 'MARKET', null, null, 10, 911.50, 'FILLED'),
    (2, 'r1s1', 1, 'SELL', 'STOPLIMIT', 79.60, 80.00, 0, 0, 'WORKING'),
    (3, 'r2e1', 2, 'BUY', 'LIMIT', 80.00, null, 0, 0, 'WORKING')
    ) p (sequence, rest, order_id, side, type, limit_price, trigger_price, filled, value, state)
    join orders o using (order_id);
insert into paper.fill (account_id, sequence, trading_day, quantity, price, at)
select 1, 1, trading_day, 10, 91.15, created_at from paper.placed where broker_order_id = '1000001';
