-- Dimensions under the names that readers use; ``code`` is the key in each.
create view dim_country as
select *, iso3 as code, name as label from core.dim_country;

create view dim_area as
select *, area as code from core.dim_area;

create view dim_act as
select *, act as code from core.dim_act;

create view dim_indicator as
select *, indicator as code from core.dim_indicator;

create view dim_currency as
select *, currency as code, name as label from core.dim_currency;

create view dim_unit as
select *, unit as code from core.dim_unit;
