-- What may leadership see of a number of people? The cell-key method: each person has a key, a cell the sum of its people's
-- keys, and the cell's noise is a function of that sum. The same people give the same number wherever they are counted;
-- one person more or less gives noise of its own, so differences between tables, filters and downloads say nothing.
-- Fewer than $fewest, nobody among them, are not shown.
-- reads: blurring
-- makes: blurred_amount, blurred_people, cell_bits, is_hidden, person_key, shown, shown_amount
set variable fewest_people = $fewest;
set variable minutes_step = $step;
set variable blurring_salt = (select any_value(salt) from blurring);

-- A person's key; keys of people add up to the key of a cell.
create or replace temp macro person_key(person) as
    (md5_number_lower(getvariable('blurring_salt') || person) % 4294967296)::bigint;

-- Random bits of a cell; `use` keeps what is drawn for one thing apart from what is drawn for another.
create or replace temp macro cell_bits(cell_key, use) as
    md5_number_lower(getvariable('blurring_salt') || use || coalesce(cell_key, 0)::varchar);

-- A number of people with noise: −4 to 4, rarely the extremes (the sum of eight coins), then rounded at random to a multiple
-- of five, so that on average it is right. Never below five.
create or replace temp macro blurred_people(people, cell_key) as greatest(
    getvariable('fewest_people'),
    (floor((people + bit_count((cell_bits(cell_key, 'people') & 255::ubigint)::integer) - 4
        + ((cell_bits(cell_key, 'people') >> 8) % 1000) / 1000.0 * getvariable('fewest_people'))
        / getvariable('fewest_people')) * getvariable('fewest_people'))::integer);

-- An amount (minutes, sessions) with noise of about what the person behind most of it contributes: three to seven tenths of
-- it, up or down; then rounded at random to a multiple of a step.
create or replace temp macro blurred_amount(amount, most, cell_key, step) as greatest(0, (floor((
        amount + most * (0.3 + 0.4 * ((cell_bits(cell_key, 'amount') >> 8) % 1000) / 1000.0)
            * case when cell_bits(cell_key, 'amount') & 1 = 1 then 1 else -1 end
        + ((cell_bits(cell_key, 'amount') >> 20) % 1000) / 1000.0 * step) / step) * step)::integer);

create or replace temp macro is_hidden(viewer_role, people) as
    viewer_role != 'ombudsman' and people < getvariable('fewest_people');

create or replace temp macro shown(viewer_role, people, cell_key) as
    case when viewer_role = 'ombudsman' then people
        when people >= getvariable('fewest_people') then blurred_people(people, cell_key) end;

-- Minutes behind which there are so many people, of whom one contributes `most`.
create or replace temp macro shown_amount(viewer_role, people, cell_key, amount, most, step) as
    case when viewer_role = 'ombudsman' then amount
        when people >= getvariable('fewest_people') then blurred_amount(amount, most, cell_key, step) end;
