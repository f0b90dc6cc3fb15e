-- Which tables are kept in the file? Grain: one row per table.
select table_name
from duckdb_tables()
where database_name = current_database() and not temporary and not internal
order by table_name;
