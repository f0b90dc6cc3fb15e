-- Who lacks only some of the categories that their tier in work counts, which, and since when? Grain: one row per mentee.
-- The tier in work is the first whose hours are not complete. What is missing is the smallest set of categories that can
-- take all the minutes still short. `since` is the first day on which nothing else was missing any more: the day on which
-- each wider set had all that it asks besides; not before the hours of the tier before it were complete.
-- reads: decision, requirement_progress, tier_progress
-- makes: level_rank, stuck_mentee
create or replace temp macro level_rank(level) as list_position(['none', 'techniques', 'diplomate'], level);

create or replace temp table stuck_mentee as
with
in_work as (
    select t.mentee, t.tier, t.tier_order, t.minutes_short, before.hours_complete_on as not_before,
        case when $starts_after then before.reached_on end as counting_after
    from tier_progress as t
    left join tier_progress as before on before.mentee = t.mentee and before.tier_order = t.tier_order - 1
    where t.hours_complete_on is null and (t.tier_order = 1 or before.hours_complete_on is not null)
        and not ($starts_after and t.tier_order > 1 and before.reached_on is null)
),
requirement as (
    select w.*, r.categories, r.levels, r.required_minutes, r.required_minutes - r.have_minutes as short
    from in_work as w
    join requirement_progress as r on r.mentee = w.mentee and r.tier = w.tier
),
missing as (
    select mentee, tier, tier_order, minutes_short, not_before, counting_after, categories, levels, required_minutes
    from requirement
    where short = minutes_short
    qualify row_number() over (partition by mentee order by len(categories), categories) = 1
),
counted as (
    select unnest(from_json($counts, '[{"tier": "varchar", "categories": ["varchar"]}]'), recursive := true)
),
stuck as (
    select m.*
    from missing as m
    join counted as c using (tier)
    where len(list_intersect(c.categories, m.categories)) < len(c.categories)
),
-- What wider sets ask besides, with the minutes of categories (and levels) that are not in the missing set.
wider as (
    select s.mentee, s.counting_after, s.categories as lacking, s.levels as lacking_levels, r.categories, r.levels,
        r.required_minutes - s.required_minutes as asked
    from stuck as s
    join requirement as r on r.mentee = s.mentee and list_has_all(r.categories, s.categories)
        and (r.categories, r.levels) != (s.categories, s.levels)
    where r.required_minutes > s.required_minutes
),
earned as (
    select w.mentee, w.categories, w.levels, w.asked, d.held_on,
        sum(d.credited_minutes) over (partition by w.mentee, w.categories, w.levels order by d.held_on) as so_far
    from wider as w
    join decision as d on d.mentee = w.mentee and d.credited_minutes > 0 and list_contains(w.categories, d.category)
        and coalesce(d.held_on > w.counting_after, true)
    where not coalesce(
            level_rank(d.level) >= level_rank(w.lacking_levels[list_position(w.lacking, d.category)]), false)
        and level_rank(d.level) >= level_rank(w.levels[list_position(w.categories, d.category)])
),
met as (
    select mentee, max(met_on) as met_on
    from (
        select mentee, categories, levels, min(held_on) filter (so_far >= asked) as met_on from earned group by all
    )
    group by mentee
),
first_session as (
    select mentee, min(held_on) as held_on from decision where credited_minutes > 0 group by mentee
)
select
    s.mentee, s.tier, s.tier_order, s.categories as lacking, s.minutes_short,
    greatest(coalesce(m.met_on, f.held_on), coalesce(s.not_before, f.held_on)) as since
from stuck as s
left join met as m using (mentee)
left join first_session as f using (mentee);
