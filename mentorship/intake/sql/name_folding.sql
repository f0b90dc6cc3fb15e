-- How is a name compared? The one folding of names in the whole program: without case, accents and marks.
-- makes: folded_name, name_key

-- "O’Brien, Zoë" → 'o brien zoe'. A name of nothing but marks stays as it is.
create or replace temp macro folded_name(name) as
    coalesce(
        nullif(trim(regexp_replace(strip_accents(replace(lower(name), 'ß', 'ss')), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')), ''),
        trim(lower(name)));

-- The same name in whatever order its parts stand: 'Zoë O’Brien' and "O’Brien, Zoë" are one name.
create or replace temp macro name_key(name) as
    array_to_string(list_sort(string_split(folded_name(name), ' ')), ' ');
