-- How much credit did each person earn in each year back, by category? Grain: one row per person, category and year back (0:
-- the year that ends on the day of judging), and one without category for each person in the programme. `years`: whole
-- years since the person registered or first held a session.
-- reads: decision, mentee
with
began as (
    select mentee, min(day) as begins_on
    from (
        select mentee, registered_on as day from mentee
        union all
        select mentee, held_on from decision where is_held
    )
    where day <= $as_of
    group by mentee
),
earned as (
    select mentee, category, (($as_of - held_on) // $a_year)::integer as years_back, sum(credited_minutes)::integer as minutes
    from decision
    where credited_minutes > 0 and held_on <= $as_of
    group by all
)
select b.mentee, (($as_of - b.begins_on) // $a_year)::integer as years, e.category, e.years_back, e.minutes
from began as b
left join earned as e using (mentee)
order by b.mentee, e.category, e.years_back;
