-- Has a file come before? `imported`: its bytes were taken in once, even if a person took them back: that was meant.
-- `refused`: its bytes were refused, read in the same way.
select
    -- Of a file that holds several tables each has a fingerprint of its own, made with its name.
    exists (from import where sha256 in ($sha256, sha256($sha256 || ' ' || file_name))) as imported,
    exists (from refused_file where sha256 = $sha256 and read_as = $read_as) as refused;
