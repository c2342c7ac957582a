-- name: amounts_in
-- Grain: one row per resolved figure with an amount: the amount in the currency of $currency (ISO 4217 code), null with the reason in amount_note.
select fact_id, amount_unit, amount, amount_low, amount_high, amount_note
from figures_in($currency)
where amount_note is not null
order by fact_id

-- name: amounts_in_prices_of
-- Grain: one row per resolved figure with an amount: in US dollars of the year $base_year, null with the reason in constant_note.
select fact_id, usd_constant, constant_note
from figures_in_prices_of($base_year::integer)
where constant_note is not null
order by fact_id

-- name: display_currencies
-- Grain: one row per currency that amounts can be shown in, by code.
select currency, name from dim_currency order by currency
