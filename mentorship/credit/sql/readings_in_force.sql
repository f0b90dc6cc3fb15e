-- How was each reading answered last? Grain: one row per reading that somebody chose.
-- reads: reading_choice
select reading, arg_max(answer, choice_no) as answer
from reading_choice
group by reading
order by reading;
