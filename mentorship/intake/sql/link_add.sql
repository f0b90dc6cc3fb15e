-- A new link between an id or e-mail and a person.
insert into person_link
select
    coalesce(max(link_no), 0) + 1, $says, $alias, $person, $reason, $author, $linked_on, null, null
from person_link;
