-- A new link between an id or e-mail and a person.
-- makes: person_link
insert into person_link values ($link_no, $says, $alias, $person, $reason, $author, $linked_on, null, null);
