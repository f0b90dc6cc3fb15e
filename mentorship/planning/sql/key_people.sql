-- On whom does a category rest? Grain: category and mentor or therapist, the most first; credited minutes of the last year.
-- reads: decision, person
select d.category, d.mentor, coalesce(p.name, d.mentor) as name, count(distinct d.mentee)::integer as mentees,
    sum(d.credited_minutes)::integer as minutes,
    sum(d.credited_minutes) / sum(sum(d.credited_minutes)) over (partition by d.category) as share
from decision as d
left join person as p on p.person = d.mentor
where d.credited_minutes > 0 and d.held_on > $year_before and d.held_on <= $as_of and d.led_by in ('mentor', 'provider')
group by d.category, d.mentor, p.name
order by d.category, minutes desc, d.mentor;
