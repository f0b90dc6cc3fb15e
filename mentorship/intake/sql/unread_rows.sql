-- Which rows do not begin a day where the day should stand? Among them are totals, signatures and repeated headings.
-- Grain: one row per row.
-- reads: raw
select row, cells
from raw
where coalesce(left(cell_text(cells[$at], null), 1), '') not between '0' and '9'
order by row
limit $most;
