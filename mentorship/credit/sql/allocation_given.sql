-- Which session paid for which tier, as worked out outside SQL? Grain: session and tier.
-- makes: allocation
insert into allocation by name
select unnest(from_json($allocated,
    '[{"import_no": "integer", "row": "integer", "tier_order": "smallint", "minutes": "integer"}]'), recursive := true);
