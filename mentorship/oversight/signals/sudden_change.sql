-- Of which months is it asked why a mentor led so many, or so few, sessions? Grain: one row per mentor whose chart shows a
-- change (`$found`, worked out by `sudden_change.py`), with the sessions of those months. No credit hangs on it.
-- reads: held_session
-- makes: raised
insert into raised
with
found as (
    select unnest(from_json($found, '[{
        "mentor": "varchar", "first_month": "date", "last_month": "date", "side": "varchar", "rule": "varchar",
        "sessions": "integer", "usual": "double", "months": "integer"
    }]'), recursive := true)
)
select
    'sudden_change', f.mentor, null,
    coalesce(list({'import_no': h.import_no, 'row': h.row} order by h.held_on, h.import_no, h.row)
        filter (h.import_no is not null), []),
    f.first_month, 0,
    json_object('first_month', f.first_month, 'last_month', f.last_month, 'side', f.side, 'rule', f.rule,
        'sessions', f.sessions, 'usual', f.usual, 'months', f.months)
from found as f
left join held_session as h
    on h.mentor = f.mentor and h.is_led and not h.is_further
    and h.held_on >= f.first_month and h.held_on <= last_day(f.last_month)
group by f.mentor, f.first_month, f.last_month, f.side, f.rule, f.sessions, f.usual, f.months;
