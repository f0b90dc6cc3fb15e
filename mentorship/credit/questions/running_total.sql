-- How have each mentee's minutes of each bucket added up, session by session? In the order of their days; those of one
-- day in the order of `record`. Grain: one row per session that earns something.
-- makes: running_total
create or replace temp macro running_total(credited) as table
select
    *,
    (sum(minutes) over (
        partition by mentee_no, bucket_no order by held_on, record rows unbounded preceding))::integer as so_far
from query_table(credited);
