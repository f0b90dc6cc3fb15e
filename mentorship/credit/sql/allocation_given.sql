-- Which session paid for which tier, as worked out outside SQL? Grain: session and tier.
-- makes: assessed_allocation
create or replace temp table assessed_allocation as
select unnest(from_json($allocated,
    '[{"mentee": "varchar", "import_no": "integer", "row": "integer", "tier": "varchar", "minutes": "integer"}]'),
    recursive := true);
