-- Withdraw the link of an id or e-mail; where another one is named, the link between the two.
-- makes: person_link
update person_link
set withdrawn_on = $withdrawn_on, withdrawn_by = $withdrawn_by
where withdrawn_on is null and says = $says
    and case when $other is null then alias = $one
        else (alias = $one and lower(person) = $other) or (alias = $other and lower(person) = $one) end;
