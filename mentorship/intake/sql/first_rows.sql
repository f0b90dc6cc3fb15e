-- The first rows without problems, as they would be stored. Grain: one row per row.
-- reads: parsed_row
select columns(each -> each not in ('original', 'content', 'occurrence', 'problems', 'questions'))
from parsed_row
where len(problems) = 0
order by row
limit $most;
