-- Does a column of typed dates and times hold a day with its time? Then a bare date in it is midnight.
-- reads: raw
select bool_or(regexp_matches(cell_text(cells[$at], null), '^\d{4}-\d{2}-\d{2}[T ]\d')) from raw;
