-- How many minutes is a length that somebody typed? A bare number is in hours; its comma is a decimal mark, since nobody
-- types thousands of hours. One value; NULL for what is no length.
select coalesce(length_of(trim($typed), ','), minutes_in(number_of(trim($typed), ',')));
