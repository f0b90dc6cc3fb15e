-- What a watched folder brought that could not be taken in. One row per file: the latest refusal of it.
create table refused_file (
    folder varchar,
    file_name varchar,
    sha256 varchar,            -- null where it could not be read so far: that is tried again at the next start
    read_as varchar,           -- how it was read, as JSON: told otherwise, it is tried again
    message varchar,
    refused_at timestamp,
    dismissed_at timestamp,
    dismissed_by varchar
);
