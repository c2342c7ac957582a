-- The filters of the pages, each condition once. Every filter has a default that lets everything through, so that
-- 'entente sql' can ask "from figures_in_view(countries := ['ISR'], first_year := 2013)".
-- A line "-- if ..." names the filters for which the condition under it is needed: warehouse/in_view.py writes only those into the
-- questions of pages, as DuckDB takes longer to plan the others away than to answer.

-- area_bits_of. These areas as bits, as in area_bits.
create macro area_bits_of(areas) as
    (select coalesce(bit_or(1 << sort_order), 0)::integer from core.dim_area where list_contains(areas::varchar[], area));

-- figures_in_view. Grain: one row per resolved figure in view; a country or outlet '' stands for "not stated". With countries and
-- partners, both sides must be chosen. An area lets through figures that measure it or whose articles tell of it.
create macro figures_in_view(
    first_year := -9999, last_year := 9999, undated := true, countries := [], partners := [], areas := [], statuses := [],
    indicators := [], sources := [], least := 0
) as table
select * exclude (side, other)
from served.figure_of
where true
    -- if no countries and no partners
    and (len(countries) > 0 or len(partners) > 0 or side = '*')
    -- if one countries
    and (len(countries) <> 1 or side = countries[1])
    -- if one partners and no countries
    and (len(countries) > 0 or len(partners) <> 1 or side = partners[1])
    -- if many countries
    and (
        len(countries) < 2
        or (list_contains(countries::varchar[], side) and (other is null or not list_contains(countries::varchar[], other)))
    )
    -- if many partners and no countries
    and (
        len(countries) > 0 or len(partners) < 2
        or (list_contains(partners::varchar[], side) and (other is null or not list_contains(partners::varchar[], other)))
    )
    -- if countries and partners
    and (
        len(countries) = 0 or len(partners) = 0
        or (
            (list_contains(partners::varchar[], reporter) or list_contains(partners::varchar[], partner))
            and len(list_intersect([reporter, partner], list_concat(countries::varchar[], partners::varchar[]))) > 1
        )
        or (list_contains(partners::varchar[], '') and (reporter is null or partner is null))
    )
    -- if first_year or last_year or undated
    and (year between first_year and last_year or (year is null and undated))
    -- if areas
    and (len(areas) = 0 or area_bits & area_bits_of(areas) <> 0)
    -- if statuses
    and (len(statuses) = 0 or list_contains(statuses::varchar[], status))
    -- if indicators
    and (len(indicators) = 0 or list_contains(indicators::varchar[], indicator))
    -- if sources
    and (
        len(sources) = 0 or list_contains(sources::varchar[], outlet)
        or (outlets is not null and list_has_any(outlets, sources::varchar[]))
    )
    -- if least
    and confidence >= least;

-- events_in_view. Grain: one row per event in view, setbacks, denials and plans included; '' stands for "not stated".
create macro events_in_view(
    first_year := -9999, last_year := 9999, undated := true, countries := [], partners := [], areas := [], statuses := [],
    acts := [], sources := [], least := 0
) as table
select * exclude (side, others)
from served.event_of
where true
    -- if no countries and no partners
    and (len(countries) > 0 or len(partners) > 0 or side = '*')
    -- if one countries
    and (len(countries) <> 1 or side = countries[1])
    -- if one partners and no countries
    and (len(countries) > 0 or len(partners) <> 1 or side = partners[1])
    -- if many countries
    and (len(countries) < 2 or (list_contains(countries::varchar[], side) and not list_has_any(others, countries::varchar[])))
    -- if many partners and no countries
    and (
        len(countries) > 0 or len(partners) < 2
        or (list_contains(partners::varchar[], side) and not list_has_any(others, partners::varchar[]))
    )
    -- if countries and partners
    and (
        len(countries) = 0 or len(partners) = 0
        or (
            list_has_any(parties, partners::varchar[])
            and len(list_intersect(parties, list_concat(countries::varchar[], partners::varchar[]))) > 1
        )
        or (list_contains(partners::varchar[], '') and len(parties) = 1)
    )
    -- if first_year or last_year or undated
    and (year between first_year and last_year or (year is null and undated))
    -- if areas
    and (len(areas) = 0 or area_bits & area_bits_of(areas) <> 0)
    -- if acts
    and (len(acts) = 0 or list_contains(acts::varchar[], act))
    -- if sources
    and (
        len(sources) = 0 or list_contains(sources::varchar[], outlet)
        or (outlets is not null and list_has_any(outlets, sources::varchar[]))
    )
    -- if least
    and confidence >= least
    -- if statuses
    and (
        len(statuses) = 0
        or (not planned and list_contains(statuses::varchar[], 'reported'))
        or (planned and list_contains(statuses::varchar[], 'planned'))
    );

-- events_on_charts. Grain: one row per event in view that charts count: acts of cooperation that took place; plans where they are
-- asked for.
create macro events_on_charts(
    first_year := -9999, last_year := 9999, undated := true, countries := [], partners := [], areas := [], statuses := [],
    acts := [], sources := [], least := 0
) as table
select *
from events_in_view(first_year, last_year, undated, countries, partners, areas, statuses, acts, sources, least)
where true
    -- if no statuses
    and (len(statuses) > 0 or counted)
    -- if statuses
    and (counted or (planned and list_contains(statuses::varchar[], 'planned')));

-- articles_in_view. Grain: one row per article in view; a country lets through articles whose findings name it.
create macro articles_in_view(
    first_year := -9999, last_year := 9999, undated := true, countries := [], sources := [], words := ''
) as table
from served.article
where true
    -- if one countries
    and (len(countries) <> 1 or place in (select place from served.article_of where side = countries[1]))
    -- if many countries
    and (len(countries) < 2 or place in (select place from served.article_of where list_contains(countries::varchar[], side)))
    -- if first_year or last_year or undated
    and (year between first_year and last_year or (year is null and undated))
    -- if sources
    and (len(sources) = 0 or list_contains(sources::varchar[], coalesce(publisher, '')))
    -- if words
    and (words = '' or contains(lower(concat_ws(' ', title, publisher, doc_id)), lower(words)));
