-- name: level_pairs
-- Grain: one row per pair of countries with amounts in view, most figures first. Parameters:
-- $first_year, $last_year (inclusive), $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least, $most.
with yearly as (
    select pair, year, count(*) as n
    from figures_in_view($first_year, $last_year, $undated, $countries, $partners, $areas, $statuses, $indicators, $sources, $least)
    where kind = 'level' and usd_value is not null and contains(pair, ' ')
    group by pair, year
)
select split_part(pair, ' ', 1) as side_a, split_part(pair, ' ', 2) as side_b, sum(n)::bigint as n, count(year) as years
from yearly
group by pair
order by n desc, pair
limit $most
