-- What does a tier's flexible demand want of everybody? Grain: one row per mentee.
-- reads: tiers_complete
-- makes: wanted
create or replace temp table wanted as
select mentee_no, $minutes::integer as minutes from tiers_complete;
