-- The filters of the pages, each condition once. Every filter has a default that lets everything through, so that
-- 'entente sql' can ask "from figures_in_view(countries := ['ISR'], first_year := 2013)".

-- chosen_sides. Under which sides of served.figure_of and served.event_of the rows in view stand.
create macro chosen_sides(countries, partners) as
    case when len(countries) > 0 then countries::varchar[] when len(partners) > 0 then partners::varchar[] else ['*'] end;

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
where side in (select unnest(chosen_sides(countries, partners)))
    and (other is null or (len(countries) = 0 and len(partners) = 0) or not list_contains(chosen_sides(countries, partners), other))
    and (
        len(countries) = 0 or len(partners) = 0
        or (
            (list_contains(partners::varchar[], reporter) or list_contains(partners::varchar[], partner))
            and len(list_intersect([reporter, partner], list_concat(countries::varchar[], partners::varchar[]))) > 1
        )
        or (list_contains(partners::varchar[], '') and (reporter is null or partner is null))
    )
    and (year between first_year and last_year or (year is null and undated))
    and (len(areas) = 0 or area_bits & area_bits_of(areas) <> 0)
    and (len(statuses) = 0 or list_contains(statuses::varchar[], status))
    and (len(indicators) = 0 or list_contains(indicators::varchar[], indicator))
    and (
        len(sources) = 0 or list_contains(sources::varchar[], outlet)
        or (outlets is not null and list_has_any(outlets, sources::varchar[]))
    )
    and confidence >= least;

-- events_in_view. Grain: one row per event in view, setbacks, denials and plans included; '' stands for "not stated".
create macro events_in_view(
    first_year := -9999, last_year := 9999, undated := true, countries := [], partners := [], areas := [], statuses := [],
    acts := [], sources := [], least := 0
) as table
select * exclude (side, others)
from served.event_of
where side in (select unnest(chosen_sides(countries, partners)))
    and ((len(countries) = 0 and len(partners) = 0) or not list_has_any(others, chosen_sides(countries, partners)))
    and (
        len(countries) = 0 or len(partners) = 0
        or (
            list_has_any(parties, partners::varchar[])
            and len(list_intersect(parties, list_concat(countries::varchar[], partners::varchar[]))) > 1
        )
        or (list_contains(partners::varchar[], '') and len(parties) = 1)
    )
    and (year between first_year and last_year or (year is null and undated))
    and (len(areas) = 0 or area_bits & area_bits_of(areas) <> 0)
    and (len(acts) = 0 or list_contains(acts::varchar[], act))
    and (
        len(sources) = 0 or list_contains(sources::varchar[], outlet)
        or (outlets is not null and list_has_any(outlets, sources::varchar[]))
    )
    and confidence >= least
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
from events_in_view(first_year, last_year, undated, countries, partners, areas, statuses, acts, sources, least)
where counted or (planned and list_contains(statuses::varchar[], 'planned'));

-- articles_in_view. Grain: one row per article in view; a country lets through articles whose findings name it.
create macro articles_in_view(
    first_year := -9999, last_year := 9999, undated := true, countries := [], sources := [], words := ''
) as table
from served.article
where place in (select place from served.article_of where side in (select unnest(chosen_sides(countries, []))))
    and (year between first_year and last_year or (year is null and undated))
    and (len(sources) = 0 or list_contains(sources::varchar[], coalesce(publisher, '')))
    and (words = '' or contains(lower(concat_ws(' ', title, publisher, doc_id)), lower(words)));
