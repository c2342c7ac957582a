-- name: event_countries
-- Grain: one row per country of the event and role. Parameters: $id.
select iso3, country_label, role
from event_country
where event_id = $id
order by role, country_label
