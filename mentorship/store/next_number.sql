-- What is the next number of what is counted ($counted: import, ruling, ...)? One value.
-- makes: number
update number set last = last + 1 where counted = $counted;
select last from number where counted = $counted;
