-- Which figures and events hold which word: an index for search, as reading a million sentences takes a second.
create table served.word as
with told as (
    select 'figure' as what, place, lower(concat_ws(' ', quote_text, title, direction_label, indicator_label, product)) as words
    from served.figure
    union all
    select 'event', place, lower(concat_ws(' ', quote_text, title, parties_label, act_label))
    from served.event
)
select word, what, list_sort(list(place)) as places
from (
    select
        what, place,
        -- accents only where there can be any, and a word that comes again is not sought out: both would take as long as all the rest
        unnest(regexp_extract_all(if(length(words) = strlen(words), words, strip_accents(words)), '[\p{L}\p{N}]+')) as word
    from told
)
group by word, what
order by what, word;
comment on table served.word is 'Words of sentences, titles and sides, without accents and in lower case. Grain: one row per word and what holds it (figure or event).';
comment on column served.word.places is 'Places in served.figure or served.event, sorted; one that holds the word twice may stand twice.';

-- places_beginning. Grain: one row per place of a figure or event and word in it that begins so, or more; none for null.
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

-- places_of_words. Grain: one row per place of a figure or event and how many of these words stand there whole.
create macro places_of_words(kind, words) as table
select place, bit_count(bit_or(number)) as whole -- a place may stand twice under a word
from (
    select 1 << list_position(words::varchar[], word)::integer as number, unnest(places) as place
    from served.word
    where what = kind and list_contains(words::varchar[], word)
)
group by place;
