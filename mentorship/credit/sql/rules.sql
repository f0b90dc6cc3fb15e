-- What do the rules say, as tables? Filled from the policy (as JSON); a what-if is the same tables with other rows.

create or replace temp table rule_term as
select unnest(from_json($terms, '[{
    "activity": "varchar", "valid_from": "date", "valid_until": "date",
    "category": "varchar", "basis": "varchar", "credit_minutes": "integer",
    "cap_minutes": "integer", "cap_per": "varchar",
    "modality": ["varchar"], "counts_from": "date", "counts_until": "date",
    "standing": "varchar", "endorsement_required": "boolean", "least_attendees": "integer", "most_attendees": "integer",
    "once_per_event": "boolean", "untitled_each": "boolean"
}]'), recursive := true);

create or replace temp table rule_tier as
select unnest(from_json($tiers, '[{"tier": "varchar", "tier_order": "integer"}]'), recursive := true);

create or replace temp table rule_prerequisite as
select unnest(from_json($prerequisites, '[{
    "tier_order": "integer", "era_from": "date", "era_until": "date", "level": "varchar"
}]'), recursive := true);

create or replace temp table rule_requirement as
select unnest(from_json($requirements, '[{
    "tier_order": "integer", "era_from": "date", "era_until": "date",
    "set_no": "integer", "minutes": "integer", "implied": "boolean"
}]'), recursive := true);

create or replace temp table rule_set as
select unnest(from_json($sets, '[{"set_no": "integer", "category": "varchar", "level": "varchar"}]'), recursive := true);

-- The most of each category that the tiers together can use.
create or replace temp table rule_ceiling as
select unnest(from_json($ceilings, '[{"category": "varchar", "minutes": "integer"}]'), recursive := true);

-- How the text is read, and the day of judging.
create or replace temp table rule_reading as
select unnest(from_json($reading, '[{
    "refuse_unknown": "boolean", "by_level": "boolean", "starts_after": "boolean", "as_of": "date"
}]'), recursive := true);
