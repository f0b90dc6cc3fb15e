-- Has a file come before? `imported`: these bytes were imported once, even if that was undone, which somebody meant.
-- `refused`: these bytes were refused, read with the same options.
-- reads: import, refused_file
select
    -- Each table of a file with several has a fingerprint of its own, made with its name.
    exists (from import where sha256 in ($sha256, sha256($sha256 || ' ' || file_name))) as imported,
    exists (from refused_file where sha256 = $sha256 and read_as = $read_as) as refused;
