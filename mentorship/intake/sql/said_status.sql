-- Which short cells of columns that are none of ours, or hold free text, have a word by which a session was not held?
-- Grain: one row per place and text. `$pattern` has the words, without accents, in lower case. Most cells have no accents
-- to be taken away, nor letters that must be made small for it.
-- reads: raw
select distinct place, cell_text(cell, null) as text
from (
    select p.place, r.cells[p.place] as cell
    from raw as r
    cross join (select unnest($places) as place) as p
)
where length(cell) between 2 and 60
    and case when strlen(cell) = length(cell) then regexp_matches(cell, $pattern, 'i')
        else regexp_matches(replace(strip_accents(lower(cell)), 'ı', 'i'), $pattern) end
order by all;
