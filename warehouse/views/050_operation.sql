-- How this generation came about.
create view quality_check as
select * from core.quality_check;

create view run as
select * from core.run;

create view generation as
select * from core.generation;

create view generation_change as
select * from core.generation_change;
