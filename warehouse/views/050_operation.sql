-- How this generation came about.
-- quality_check. Grain: one row per check; warnings are shown, errors stop a publication.
create view quality_check as
select * from core.quality_check;

-- run. Grain: one row per run that changed the collection.
create view run as
select * from core.run;

-- generation. Grain: one row: this generation.
create view generation as
select * from core.generation;

-- generation_change. Grain: one row per figure, event or article that differs from the generation before.
create view generation_change as
select * from core.generation_change;
