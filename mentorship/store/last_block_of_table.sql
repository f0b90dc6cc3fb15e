-- Which is the last block that a table is kept in? One row; NULL where it is in none.
select max(greatest(block_id, coalesce(list_max(additional_block_ids), -1))) as last_block
from pragma_storage_info($table);
