-- Which examiners mentored somebody within $days_before days before that person’s certification? Grain: one row per mentor,
-- mentee and certification. Nothing in it is forbidden; who examined is not in our data.
-- reads: held_session, person
-- makes: raised
insert into raised
with
certification as (
    select person as mentee, 'Techniques' as level, techniques_certified_on as certified_on from person
    union all
    select person, 'Diplomate', diplomate_certified_on from person
)
select
    'examiner_of_own_mentee', h.mentor, h.mentee,
    list({'import_no': h.import_no, 'row': h.row} order by h.held_on, h.import_no, h.row), min(h.held_on),
    sum(h.credited_minutes)::integer,
    json_object('sessions', count(*), 'level', c.level, 'day', c.certified_on)
from held_session as h
join person as e on e.person = h.mentor and e.examiner
join certification as c on c.mentee = h.mentee and c.certified_on <= $as_of
    and h.held_on <= c.certified_on and c.certified_on - h.held_on <= $days_before
where h.is_led and not h.is_further
group by h.mentor, h.mentee, c.level, c.certified_on;
