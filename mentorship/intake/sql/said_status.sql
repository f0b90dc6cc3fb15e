-- Which short cells of columns that are none of ours, or hold free text, have a word by which a session was not held?
-- Grain: one row per place and text. `$pattern` has the words, without accents, in lower case.
-- reads: raw
select distinct p.place, cell_text(r.cells[p.place], null) as text
from raw as r
cross join (select unnest($places) as place) as p
where length(r.cells[p.place]) between 2 and 60 and regexp_matches(
    replace(strip_accents(lower(r.cells[p.place])), 'ı', 'i'), $pattern)
order by all;
