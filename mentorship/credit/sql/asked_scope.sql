-- What is asked, as the tables that the questions about everybody read: for rules that take one tier after the other.
-- reads: asked
-- makes: asked_person, current_ruling, known_person, scope_session
create or replace temp table scope_session as
select unnest(from_json(sessions, '[{
    "import_no": "integer", "row": "integer", "session_id": "varchar", "content": "varchar",
    "mentee": "varchar", "mentee_key": "varchar", "mentee_name": "varchar", "mentor": "varchar", "mentor_key": "varchar",
    "activity": "varchar", "modality": "varchar", "held_on": "date", "minutes": "integer", "starts_at": "smallint",
    "event": "varchar", "days": "integer", "attendees": "integer", "status": "varchar", "endorsed": "boolean",
    "occurrence": "integer"
}]'), recursive := true)
from asked;

create or replace temp table asked_person as
select unnest(from_json(people, '[{
    "alias": "varchar", "person": "varchar", "mentor_since": "date", "mentor_until": "date", "mentor_known": "boolean",
    "provider_known": "boolean", "techniques_on": "date", "diplomate_on": "date"
}]'), recursive := true)
from asked;

create or replace temp macro known_person() as table
from asked_person;

create or replace temp table current_ruling as
select unnest(from_json(rulings, '[{
    "ruling_no": "integer", "about": "varchar", "effect": "varchar", "session_id": "varchar",
    "mentee_key": "varchar", "content": "varchar", "occurrence": "integer", "activity": "varchar", "event": "varchar",
    "person": "varchar", "valid_from": "date", "valid_until": "date"
}]'), recursive := true)
from asked;
