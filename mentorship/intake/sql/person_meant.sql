-- Which person does an id or e-mail mean now? One value; NULL where nothing mentions it.
-- reads: current_session, person_alias
select coalesce(
    (select person from person_alias where alias = lower($named)),
    (select any_value(case when contains(mentee_key, '@') then mentee_key else mentee end)
        from current_session where mentee_key = lower($named)),
    (select any_value(case when contains(mentor_key, '@') then mentor_key else mentor end)
        from current_session where mentor_key = lower($named)));
