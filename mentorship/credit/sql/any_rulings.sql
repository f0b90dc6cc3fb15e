-- Is any ruling in force? One row.
-- reads: current_ruling
select count(*) > 0 as any_rulings from current_ruling;
