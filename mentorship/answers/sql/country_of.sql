-- Which country, in which region, is meant by each way it is written in the people data? Grain: one row per spelling.
-- makes: country_of
create or replace temp table country_of as
select unnest(from_json($countries, '[{"written": "varchar", "country": "varchar", "region": "varchar"}]'), recursive := true);
