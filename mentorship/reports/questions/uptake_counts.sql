-- How many are registered, how many have started, how many of those registered have not? One row; started: a session held.
-- reads: programme_person
select
    count(registered_on)::integer as registered,
    count(first_session_on)::integer as started,
    count(*) filter (registered_on is not null and first_session_on is null)::integer as never_started
from programme_person;
