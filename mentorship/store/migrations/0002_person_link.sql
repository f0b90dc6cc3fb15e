-- Who is whom: what somebody settled about ids and e-mails. A link is withdrawn, never deleted.
create table person_link (
    link_no integer,
    says varchar,              -- same: the alias is this person; apart: it is nobody but itself; distinct: two people
    alias varchar,             -- an id or e-mail, lower-cased
    person varchar,            -- the person's id or e-mail, as it is to be called
    reason varchar,
    author varchar,
    linked_on date,
    withdrawn_on date,
    withdrawn_by varchar
);

create view current_link as
select * from person_link where withdrawn_on is null;
