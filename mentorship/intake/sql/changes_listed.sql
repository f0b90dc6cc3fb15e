-- What did the import change? First each column that differs, then each row that is new. Grain: one row per column or row.
-- reads: changed
select change, row, whose, held_on, activity, session_id, column_name, was, is_now, was_import, was_file, was_row
from changed
where change != 'unchanged'
order by change desc, row, column_name;
