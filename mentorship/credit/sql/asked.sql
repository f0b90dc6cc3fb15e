-- What the questions about one mentee are asked of: the rules, and one row that is filled anew each time.
-- makes: asked, rule_bucket, rule_prerequisite, rule_requirement, rule_set, rule_term, rule_tier
create temp table rule_term as from rule_term($terms);
create temp table rule_tier as from rule_tier($tiers);
create temp table rule_prerequisite as from rule_prerequisite($prerequisites);
create temp table rule_requirement as from rule_requirement($requirements);
create temp table rule_set as from rule_set($sets);
create temp table rule_bucket as from rule_bucket($buckets);

create temp table asked (sessions varchar, people varchar, rulings varchar, reading varchar, ceilings varchar);
insert into asked values (null, null, null, null, null);
