-- Who is in the programme, and since when? Grain: one row per person registered, or with a session held, by the day of
-- judging, of those asked for. Time begins with the registration, else with the first session.
-- reads: country_of, decision, mentee, person
-- makes: programme_person
create or replace temp table programme_person as
with
held as (
    select mentee, min(held_on) as first_session_on, max(held_on) as last_session_on
    from decision
    where is_held and held_on <= $as_of
    group by mentee
)
select
    m.mentee, c.country, c.region, p.languages, h.first_session_on, h.last_session_on,
    case when m.registered_on <= $as_of then m.registered_on end as registered_on,
    coalesce(case when m.registered_on <= $as_of then m.registered_on end, h.first_session_on) as begins_on
from mentee as m
left join held as h using (mentee)
left join person as p on p.person = m.mentee
left join country_of as c on c.written = m.country
where begins_on is not null
    and ($region is null or c.region = $region)
    and ($country is null or c.country = $country)
    and ($language is null or list_contains(list_transform(p.languages, lambda each: lower(each)), lower($language)));
