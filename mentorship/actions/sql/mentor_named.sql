-- Which mentor does an id or e-mail name? The person of the people data, else whoever sessions call so. One value.
-- reads: decision, person_alias
select coalesce(
    (select person from person_alias where alias = lower($named)),
    (select any_value(mentor) from decision where lower(mentor) = lower($named)));
