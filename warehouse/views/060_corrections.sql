-- correction. Grain: one row per line of corrections.csv, those that could not be applied included.
create view correction as
select * from core.correction;
