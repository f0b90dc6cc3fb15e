-- One mentee, all questions in one statement, planned once: what does each session earn, and where does the mentee
-- stand? One row: a list of each. `asked` holds one row: the mentee's sessions, the people and the rulings that may
-- matter to them, and how to judge, as JSON; the tables of the rules were made before.
-- reads: asked
prepare one_mentee as
with
session as materialized (
    select unnest(from_json(sessions, '[{
        "import_no": "integer", "row": "integer", "session_id": "varchar", "content": "varchar",
        "mentee": "varchar", "mentee_key": "varchar", "mentee_name": "varchar", "mentor": "varchar", "mentor_key": "varchar",
        "activity": "varchar", "modality": "varchar", "held_on": "date", "minutes": "integer", "starts_at": "smallint",
        "event": "varchar", "days": "integer", "attendees": "integer", "status": "varchar", "endorsed": "boolean",
        "occurrence": "integer"
    }]'), recursive := true)
    from asked
),
known_person as materialized (
    select unnest(from_json(people, '[{
        "alias": "varchar", "person": "varchar", "mentor_since": "date", "mentor_until": "date", "mentor_known": "boolean",
        "provider_known": "boolean", "techniques_on": "date", "diplomate_on": "date"
    }]'), recursive := true)
    from asked
),
current_ruling as materialized (
    select unnest(from_json(rulings, '[{
        "ruling_no": "integer", "about": "varchar", "effect": "varchar", "session_id": "varchar",
        "mentee_key": "varchar", "content": "varchar", "occurrence": "integer", "activity": "varchar", "event": "varchar",
        "person": "varchar", "valid_from": "date", "valid_until": "date"
    }]'), recursive := true)
    from asked
),
rule_reading as materialized (
    select unnest(from_json(reading, '[{
        "refuse_unknown": "boolean", "by_level": "boolean", "starts_after": "boolean", "as_of": "date"
    }]'), recursive := true)
    from asked
),
rule_ceiling as materialized (
    select unnest(from_json(ceilings, '[{"category": "varchar", "minutes": "integer"}]'), recursive := true) from asked
),
case_alias as materialized (from mentee('session', 'known_person')),
case_mentee as materialized (from numbered('case_alias')),
leader as materialized (from leader('session', 'known_person')),
ruled as materialized (from ruled('session', 'leader', 'known_person', 'current_ruling')),
judged as materialized (from judged('session', 'case_alias', 'leader', 'ruled', 'rule_term', 'rule_reading')),
reused_id as materialized (from reused_id('session', 'case_alias')),
repeated as materialized (from repeated('judged', 'reused_id')),
adjusted as materialized (from adjusted('judged', 'repeated')),
verdict as materialized (from verdict('judged', 'adjusted')),
in_words as (from verdict_in_words('verdict', 'case_mentee', 'leader', 'rule_term')),
credited as (
    select mentee_no, bucket_no, held_on, credited_minutes as minutes, record from verdict where credited_minutes > 0
),
earned as materialized (from running_total('credited')),
none_reached as (select null::integer as mentee_no, null::integer as tier_order, null::date as reached_on where false),
reached_tier as materialized (
    from reached('case_mentee', 'earned', 'none_reached', 1, 99, 'rule_tier',
        'rule_requirement', 'rule_set', 'rule_prerequisite', 'rule_reading')
),
bucket_total as materialized (from bucket_total('earned')),
needed as materialized (
    from needed('case_mentee', 'earned', 'bucket_total', 'reached_tier', 'rule_tier', 'rule_requirement', 'rule_set',
        'rule_reading')
),
tier as (
    from tier_progress_of('case_mentee', 'reached_tier', 'needed', 'rule_tier', 'rule_prerequisite', 'rule_reading')
),
category as (from category_credit_of('case_mentee', 'bucket_total', 'rule_bucket', 'rule_ceiling'))
select sessions, tiers, requirements, categories
from (
    select list(v) as sessions
    from in_words as v
)
cross join (select list(t order by t.tier_order) as tiers from tier as t)
cross join (select list({'requirement_no': requirement_no, 'have_minutes': have_minutes}) as requirements from needed)
cross join (select list(c order by c.category) as categories from category as c);
