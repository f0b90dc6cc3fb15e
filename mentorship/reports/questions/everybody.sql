-- Whom do records speak of? Grain: one row per person of the people data, and per id or e-mail that they lack.
-- For the ombudsman.
-- reads: current_session, person, person_alias
select * from (
    select person, coalesce(name, person) as name from person
    union all
    select case when contains(key, '@') then key else min(called) end, coalesce(any_value(name), min(called))
    from (
        select mentee as called, mentee_key as key, mentee_name as name from current_session
        union all
        select mentor, mentor_key, mentor_name from current_session where mentor_key is not null
    )
    where key not in (select alias from person_alias)
    group by key
)
where $viewer_role = 'ombudsman'
order by strip_accents(lower(name)), person;
