-- How many cells has the longest row, at least as many as there are headings?
-- reads: raw
select greatest($width, coalesce(max(len(cells)), 0))::integer from raw;
