-- Does a column of dates hold a day above 12, which settles which number is the day? Two contradicting answers settle
-- nothing.
-- reads: raw
select
    case when bool_or(first > 12 and second <= 12) and not bool_or(second > 12 and first <= 12) then 'day-first'
        when bool_or(second > 12 and first <= 12) and not bool_or(first > 12 and second <= 12) then 'month-first' end
from (
    select first_number(text)::integer as first, second_number(text)::integer as second
    from (select cell_text(cells[$at], null) as text from raw where cells[$at] not like '____-__-__%')
    where has_two_orders(text)
);
