-- How much of the 1x1 and other credit of a category comes from few mentors? Grain: one row per mentor, the most first;
-- credited minutes after $after. A session whose mentor is not named has none.
-- reads: decision
select mentor, sum(credited_minutes)::integer as minutes
from decision
where category = $category and credited_minutes > 0 and held_on > $after and held_on <= $as_of
group by mentor
order by minutes desc, mentor;
