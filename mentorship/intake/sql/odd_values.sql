-- Which different cells of the columns $numbers are not in the plain form that the macros parse? Grain: one row per column
-- and text. `$holds` says what each column holds ('' for any text), `$nobody` which words name nobody. One statement for
-- all columns and both ways of writing: the macros take longer to be bound than the texts to be read.
-- reads: different_cell
with
asked as (
    select unnest($numbers::integer[]) as number, unnest($holds::varchar[]) as holds
),
texts as (
    select a.number, a.holds, cell_text(unnest(d.columns[a.number]), null) as text
    from asked as a
    cross join different_cell as d
),
-- A day or a number is plain if it can be read in either way.
read as (
    select
        t.number, t.text,
        case t.holds
            when 'day' then day_of(t.text, w.dates) is not null
            when 'time' then clock_of(t.text) is not null or regexp_full_match(t.text, '\d{4}-\d{2}-\d{2}')
            when 'whole number' then regexp_full_match(t.text, '\d{1,5}')
            when 'number' then number_of(t.text, w.mark) is not null
            when 'length' then length_of(t.text, w.mark) is not null
            when 'id' then not list_contains($nobody, lower(t.text))
                and regexp_full_match(t.text, '[A-Za-z0-9][A-Za-z0-9._+-]*(@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)?')
            when 'yes or no' then yes_or_no(t.text) is not null
            else false end as is_plain
    from texts as t
    cross join (values ('day-first', '.'), ('month-first', ',')) as w (dates, mark)
    where t.text is not null
)
select number, text
from read
group by number, text
having not bool_or(is_plain)
order by number, text;
