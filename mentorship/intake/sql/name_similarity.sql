-- How alike are two names? Each macro gives NULL where they are not. Names that are alike are suggested to a person, never
-- matched; only a name that is the same by `name_key` (name_folding.sql) is matched, and only on request.
-- makes: by_initials, is_misspelt, is_shorter, likeness_of, name_parts, plain_name

-- A folded name in which ‘Müller’ and ‘Mueller’ are the same, too: enough for a suggestion, too little to match.
create or replace temp macro plain_name(name) as regexp_replace(folded_name(name), '([aou])e', '\1', 'g');

-- Its parts, sorted.
create or replace temp macro name_parts(name) as
    list_sort(list_filter(string_split(plain_name(name), ' '), lambda part: part != ''));

-- ‘A Muller’ and ‘Ana Muller’: as many parts, and those that differ are an initial and a name that it begins.
create or replace temp macro by_initials(a, b) as
    len(a) = len(b) and len(a) > 1
    and len(list_filter(list_zip(a, b), lambda pair: pair[1] = pair[2] and len(pair[1]) > 1)) > 0
    and len(list_filter(list_zip(a, b), lambda pair: not (
        pair[1] = pair[2]
        or (len(pair[1]) = 1 and starts_with(pair[2], pair[1]))
        or (len(pair[2]) = 1 and starts_with(pair[1], pair[2]))))) = 0;

-- ‘Ana Muller’ and ‘Ana Maria Muller’: at least two parts, all of them in the other name.
create or replace temp macro is_shorter(a, b) as
    len(a) > 1 and len(a) < len(b) and list_has_all(b, a);

-- One letter added, missing, changed or swapped; two in a name of ten letters or more.
create or replace temp macro is_misspelt(a, b) as
    abs(length(a) - length(b)) <= 2 and length(a) > 4 and length(b) > 4
    and damerau_levenshtein(a, b) <= case when least(length(a), length(b)) >= 10 then 2 else 1 end;

-- In what way two names are alike, and how much (3: the same letters, 1: perhaps). Each name plain, as its parts, and
-- as its parts in order.
create or replace temp macro likeness_of(a, a_parts, a_sorted, b, b_parts, b_sorted) as
    case
        when a = b then {'how': 'the same name', 'strength': 3}
        when a_sorted = b_sorted then {'how': 'the same name but for the order', 'strength': 3}
        when is_misspelt(a, b) or is_misspelt(a_sorted, b_sorted) then {'how': 'spelt almost alike', 'strength': 2}
        when by_initials(a_parts, b_parts) then {'how': 'one of them with an initial', 'strength': 2}
        when is_shorter(a_parts, b_parts) or is_shorter(b_parts, a_parts)
            then {'how': 'one of them with a name more', 'strength': 1}
    end;
