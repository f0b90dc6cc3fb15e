-- Whom does an id or e-mail name? The person of the people data, else whoever the sessions call so. One value.
-- reads: current_session, person_alias
select coalesce(
    (select person from person_alias where alias = lower($named)),
    (select any_value(case when contains(mentor_key, '@') then mentor_key else mentor end)
        from current_session where mentor_key = lower($named)),
    $named);
