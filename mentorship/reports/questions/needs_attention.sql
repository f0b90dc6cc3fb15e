-- What needs the ombudsman now? One row of counts.
with
led as (
    select mentor, max(held_on) as last_session, count(*) filter (list_has_any(rules, ['standing.mentor_not_certified'])) as refused
    from decision
    where list_contains($led_by_mentors, activity) and outcome != 'planned' and held_on > $as_of - 365
    group by mentor
),
contact as (
    select coalesce(a.person, c.mentor) as mentor, max(c.contacted_on) as last_contact
    from current_contact as c
    left join person_alias as a on a.alias = c.mentor_key
    group by all
)
select
    (select count(*) from led left join contact using (mentor)
        where last_contact is null or last_contact <= $as_of - 365)::integer as mentors_without_contact,
    (select count(*) from led where refused > 0)::integer as mentors_not_certified,
    (select count(*) from decision where len(unverified) > 0)::integer as unverified_sessions,
    (select count(*) from open_problem)::integer as problem_rows,
    (select count(distinct mentee) from (
        select mentee, min(tier_order) as tier_order from tier_standing where reached_on is null group by mentee
    ) join tier_standing using (mentee, tier_order) where minutes_short = 0)::integer as mentees_waiting,
    (select count(*) from current_contact)::integer as contacts
where $viewer_role = 'ombudsman';
