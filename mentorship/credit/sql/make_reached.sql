-- When did each mentee reach the tiers from $first to $last? As questions/reached.sql decides.
-- Grain: mentee and tier.
-- makes: reached_tier
insert into reached_tier
with
rule_tier as materialized (from rule_tier($tiers)),
rule_requirement as materialized (from rule_requirement($requirements)),
rule_set as materialized (from rule_set($sets)),
rule_prerequisite as materialized (from rule_prerequisite($prerequisites)),
rule_reading as materialized (from rule_reading($reading))
from reached('case_mentee', 'earned', 'reached_tier', $first, $last, 'rule_tier', 'rule_requirement', 'rule_set',
    'rule_prerequisite', 'rule_reading');
