-- Does a column of numbers hold one that settles which mark is the decimal one? Two contradicting answers settle nothing.
-- reads: raw
select
    case when bool_or(mark = ',') and not bool_or(mark = '.') then ','
        when bool_or(mark = '.') and not bool_or(mark = ',') then '.' end
from (
    select regexp_extract(cell_text(cells[$at], null), '^\d+([.,])(\d{1,2}|\d{4,})(\D|$)', 1) as mark from raw
)
where mark != '';
