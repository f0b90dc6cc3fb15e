-- How large is a block of this file, and which is the last that says where things are? One row.
select
    (select block_size from pragma_database_size() where database_name = current_database()) as size_of_block,
    (select coalesce(max(block_id), -1) from pragma_metadata_info()) as last_block;
