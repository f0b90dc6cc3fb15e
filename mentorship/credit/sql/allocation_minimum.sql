-- Which minutes does a tier's minimum of a bucket take? The earliest that are left; as many as there are.
-- makes: given, pool
insert into given
select mentee_no, bucket_no, $tier_order, used, used + least($minutes, have - used)
from pool
where bucket_no = $bucket_no and have > used;

update pool set used = used + least($minutes, have - used) where bucket_no = $bucket_no;
