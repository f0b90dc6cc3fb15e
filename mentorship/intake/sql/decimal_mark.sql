-- In a column of numbers, is there one that settles which mark is the decimal one? Two answers cancel out.
select
    case when bool_or(mark = ',') and not bool_or(mark = '.') then ','
        when bool_or(mark = '.') and not bool_or(mark = ',') then '.' end
from (
    select regexp_extract(said(cells[$at], null), '^\d+([.,])(\d{1,2}|\d{4,})(\D|$)', 1) as mark from raw
)
where mark != '';
