-- No tier is worked out yet. Grain: mentee and tier.
-- makes: reached_tier
create or replace temp table reached_tier (
    mentee_no integer, tier_order integer, counting_after date, era_from date, hours_complete_on date, reached_on date
);
