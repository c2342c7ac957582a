-- name: articles_count
-- Grain: one row: how many articles are in view. Parameters: $first_year, $last_year (inclusive), $undated, $countries, $sources, $words ('': all).
select count(*) as n
from articles_in_view($first_year, $last_year, $undated, $countries, $sources, $words)
