-- What data is there, and how was it judged? One row; nothing about anybody.
select
    (select count(*) from current_session)::integer as sessions,
    (select max(held_on) from decision where held_on <= (select any_value(as_of) from assessment)) as newest_session,
    (select max(imported_at) from import where undone_at is null) as newest_import,
    (select coalesce(bool_and(is_sample), false) from import where undone_at is null) as is_sample,
    (select any_value(as_of) from assessment) as as_of,
    (select any_value(digest) from assessment) as digest,
    (select any_value(assessed_at) from assessment) as assessed_at;
