-- In a column of typed dates and times, is there a day with its time? Then a bare date in it is midnight.
select bool_or(regexp_matches(said(cells[$at], null), '^\d{4}-\d{2}-\d{2}[T ]\d')) from raw;
