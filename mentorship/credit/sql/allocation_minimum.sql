-- Which minutes does a tier's minimum of a category take? The earliest that are left; as many as there are.
-- makes: given, pool
insert into given
select mentee_no, category, $tier, used, used + least($minutes, have - used)
from pool
where category = $category and have > used;

update pool set used = used + least($minutes, have - used) where category = $category;
