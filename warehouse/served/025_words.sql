-- Which figures and events hold which word: an index for search, as reading a million sentences takes a second.
create table served.word as
select word, what, list_sort(list(place)) as places
from (
    select
        'figure' as what, place,
        unnest(list_distinct(regexp_extract_all(
            lower(strip_accents(concat_ws(' ', quote_text, title, direction_label, indicator_label, product))), '[\p{L}\p{N}]+'
        ))) as word
    from served.figure
    union all
    select
        'event', place,
        unnest(list_distinct(regexp_extract_all(
            lower(strip_accents(concat_ws(' ', quote_text, title, parties_label, act_label))), '[\p{L}\p{N}]+'
        )))
    from served.event
)
group by word, what
order by what, word;
comment on table served.word is 'Words of sentences, titles and sides, without accents and in lower case. Grain: one row per word and what holds it (figure or event).';
comment on column served.word.places is 'Places in served.figure or served.event, sorted.';

-- places_beginning. Grain: one row per place of a figure or event and word in it that begins so; none for null.
create macro places_beginning(kind, start) as table
select unnest(places) as place
from served.word
where what = kind and word >= start and word < start || chr(1114111);

-- places_with. Grain: one row per place of a figure or event that holds words beginning with each of the first four given.
create macro places_with(kind, words) as table
select distinct place
from places_beginning(kind, list_extract(words::varchar[], 1))
where (len(words) < 2 or place in (from places_beginning(kind, list_extract(words::varchar[], 2))))
    and (len(words) < 3 or place in (from places_beginning(kind, list_extract(words::varchar[], 3))))
    and (len(words) < 4 or place in (from places_beginning(kind, list_extract(words::varchar[], 4))));
