-- How much does the store hold?
-- reads: current_contact, current_session, import, person, person_alias, problem, stale
select
    (select count(*) from import where undone_at is null) as imports,
    (select count(*) from current_session) as sessions,
    (
        select count(distinct coalesce(a.person, s.mentee_key))
        from current_session as s
        left join person_alias as a on a.alias = s.mentee_key
    ) as mentees,
    (select count(*) from person) as people,
    (select count(*) from current_contact) as contacts,
    (select count(distinct (import_no, row)) from problem) as rows_with_problems,
    (select count(distinct mentee_key) from stale) as mentees_to_assess_again;
