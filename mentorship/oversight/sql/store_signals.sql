-- Keep the signals just found, with the assessment that they are of.
-- reads: assessment, found_signal
-- makes: signal, signals_found
truncate signal;
insert into signal by name select * from found_signal;

truncate signals_found;
insert into signals_found
select digest, as_of, assessed_at, $conditions from assessment;
