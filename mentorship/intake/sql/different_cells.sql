-- Which different cells has each of some columns? `$at_1` to `$at_20` are their places (NULL: none). One scan for all of
-- them. Grain: one row, with a list for each column.
-- reads: raw
-- makes: different_cell
create or replace temp table different_cell as
select [
    list(distinct cells[$at_1]),
    list(distinct cells[$at_2]),
    list(distinct cells[$at_3]),
    list(distinct cells[$at_4]),
    list(distinct cells[$at_5]),
    list(distinct cells[$at_6]),
    list(distinct cells[$at_7]),
    list(distinct cells[$at_8]),
    list(distinct cells[$at_9]),
    list(distinct cells[$at_10]),
    list(distinct cells[$at_11]),
    list(distinct cells[$at_12]),
    list(distinct cells[$at_13]),
    list(distinct cells[$at_14]),
    list(distinct cells[$at_15]),
    list(distinct cells[$at_16]),
    list(distinct cells[$at_17]),
    list(distinct cells[$at_18]),
    list(distinct cells[$at_19]),
    list(distinct cells[$at_20])
] as columns
from raw;
