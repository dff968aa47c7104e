-- What users write must be numbers and instants that a program can hold: numeric takes NaN, timestamptz takes infinity.

alter table order_request
    add constraint order_request_numbers check (
        'NaN' not in (
            coalesce(entry_stop_price, 0), coalesce(entry_limit_price, 0), coalesce(sl_stop_price, 0),
            coalesce(sl_limit_buffer, 0), coalesce(target_price, 0))),
    add constraint order_request_instants check (
        created_at between '1970-01-01' and '2999-12-31'
        and coalesce(valid_until, created_at) between '1970-01-01' and '2999-12-31');

alter table fair_price
    add constraint fair_price_numbers check (
        'NaN' not in (coalesce(buy_fair_price, 0), coalesce(sell_fair_price, 0))),
    add constraint fair_price_instants check (as_of between '1970-01-01' and '2999-12-31');

alter table instrument
    add constraint instrument_numbers check ('NaN' not in (tick, multiplier, lower_band, upper_band)),
    add constraint instrument_instants check (as_of between '1970-01-01' and '2999-12-31');

alter table regeneration_permission
    add constraint regeneration_permission_strategies check (array_position(strategies, null) is null);

alter table safety_switch
    add constraint safety_switch_scopes check (
        array_position(accounts, null) is null and array_position(strategies, null) is null);

update installation set schema_version = 5;
