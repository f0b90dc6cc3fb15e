-- What do the rules say, as tables? Each is made from the policy (as JSON); a what-if is the same with other rows.
-- A macro is a query with a name: those of this folder are given the names of the tables that they read.
-- makes: rule_bucket, rule_ceiling, rule_prerequisite, rule_reading, rule_requirement, rule_set, rule_term, rule_tier

-- The program's own words.
create or replace temp type modality as enum ('in_person', 'virtual');
create or replace temp type standing as enum ('mentor', 'provider', 'none');
create or replace temp type level as enum ('none', 'techniques', 'diplomate');
create or replace temp type outcome as enum ('credited', 'reduced', 'refused', 'planned');

-- An activity's terms, for each span of days within which none of them changes, numbered. `bucket_no`: that of its category's
-- hours held without certification; those held with Techniques and Diplomate certification come next.
create or replace temp macro rule_term(terms) as table
select unnest(from_json(terms, '[{
    "term_no": "smallint", "activity_no": "smallint",
    "activity": "varchar", "valid_from": "date", "valid_until": "date",
    "category": "varchar", "bucket_no": "smallint",
    "by_duration": "boolean", "by_day": "boolean", "credit_minutes": "integer",
    "session_cap": "integer", "event_cap": "integer",
    "allows_in_person": "boolean", "allows_virtual": "boolean", "counts_from": "date", "counts_until": "date",
    "standing": "standing", "endorsement_required": "boolean", "least_attendees": "integer", "most_attendees": "integer",
    "once_per_event": "boolean", "untitled_each": "boolean"
}]'), recursive := true);

create or replace temp macro rule_tier(tiers) as table
select unnest(from_json(tiers, '[{"tier": "varchar", "tier_order": "integer"}]'), recursive := true);

create or replace temp macro rule_prerequisite(prerequisites) as table
select unnest(from_json(prerequisites, '[{
    "tier_order": "integer", "era_from": "date", "era_until": "date", "level": "varchar"
}]'), recursive := true);

-- Each row by number, with the categories that it may be met from, and the least certification that each one's hours
-- must have been held with. `row_count`: how many rows of the same tier and era do not follow from others.
create or replace temp macro rule_requirement(requirements) as table
select unnest(from_json(requirements, '[{
    "requirement_no": "smallint", "tier": "varchar", "tier_order": "integer", "era_from": "date", "era_until": "date",
    "categories": ["varchar"], "levels": ["varchar"], "set_no": "smallint", "minutes": "integer", "implied": "boolean",
    "row_count": "integer"
}]'), recursive := true);

-- A bucket is a category's hours held with one certification; a set is what a requirement row may be met from.
create or replace temp macro rule_bucket(buckets) as table
select unnest(from_json(buckets, '[{"bucket_no": "smallint", "category": "varchar", "level": "varchar"}]'),
    recursive := true);

create or replace temp macro rule_set(sets) as table
select unnest(from_json(sets, '[{"set_no": "smallint", "bucket_no": "smallint"}]'), recursive := true);

-- The most of each category that the tiers together can use.
create or replace temp macro rule_ceiling(ceilings) as table
select unnest(from_json(ceilings, '[{"category": "varchar", "minutes": "integer"}]'), recursive := true);

-- How the text is read, and the day of judging. One row.
create or replace temp macro rule_reading(reading) as table
select unnest(from_json(reading, '[{
    "refuse_unknown": "boolean", "by_level": "boolean", "starts_after": "boolean", "as_of": "date"
}]'), recursive := true);
