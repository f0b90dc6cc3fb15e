-- Where does each mentee in scope stand? Grain: mentee and tier; mentee, tier and requirement row; mentee and category.
-- makes: assessed_category, assessed_tier, bucket_total, needed

create or replace temp table bucket_total as
from bucket_total('earned');

create or replace temp table needed as
with
rule_tier as materialized (from rule_tier($tiers)),
rule_requirement as materialized (from rule_requirement($requirements)),
rule_set as materialized (from rule_set($sets)),
rule_reading as materialized (from rule_reading($reading))
from needed('case_mentee', 'earned', 'bucket_total', 'reached_tier', 'rule_tier', 'rule_requirement', 'rule_set', 'rule_reading');

create or replace temp table assessed_tier as
with
rule_tier as materialized (from rule_tier($tiers)),
rule_prerequisite as materialized (from rule_prerequisite($prerequisites)),
rule_reading as materialized (from rule_reading($reading))
from tier_progress_of('case_mentee', 'reached_tier', 'needed', 'rule_tier', 'rule_prerequisite', 'rule_reading');

create or replace temp table assessed_category as
with
rule_bucket as materialized (from rule_bucket($buckets)),
rule_ceiling as materialized (from rule_ceiling($ceilings))
from category_credit_of('case_mentee', 'bucket_total', 'rule_bucket', 'rule_ceiling');
