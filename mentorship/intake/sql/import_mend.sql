-- The rows of an import that had problems, each once, with all that is to be said of it.
select original, string_agg(coalesce(column_name || ': ', '') || message, ' ' order by column_name) as message
from problem
where import_no::varchar = $import_id
group by row, original
order by row;
