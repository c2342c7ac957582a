"""Which language an article seems to be written in, by its most frequent little words."""

from __future__ import annotations

import re
from collections import Counter

# Some of each language's commonest words, without those that several of them share ("a", "in", "die", "de").
_LITTLE_WORDS = {
    "en": "the of and to that with for was is his by from has are its were will which said between at an have not on",
    "de": "der das und ist nicht von mit für auf den dem des ein eine sich auch werden wurde zwischen haben",
    "fr": "le les et est une dans pour qui que sur par avec des du au pas ont été entre cette",
    "es": "el los las y es por con para una del se su entre más fue como sobre ha han",
    "it": "il che gli di è con una della sono nel alla tra anche del dei delle ha",
    "pt": "os e do da dos das em um uma para com não por entre foi mais ao",
    "nl": "het een van en is op te dat niet zijn met voor aan door tussen worden heeft bij",
    "sv": "och att det som en är av för på med har till inte mellan den",
    "pl": "w na z do że się nie jest o od przez między oraz po",
    "tr": "ve bir bu ile için olarak da arasında olan daha",
    "id": "dan yang di untuk dengan pada dari ini itu antara akan dalam",
}
_LANGUAGES_OF = {
    word: tuple(code for code, words in _LITTLE_WORDS.items() if word in words.split())
    for words in _LITTLE_WORDS.values()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]+")
_BEYOND_LATIN = re.compile("[\u0250-\U0010ffff]+")
_SAMPLE = 20_000  # characters; the rest of an article is in the same language
_ENOUGH_HITS = 3
_FOREIGN_SHARE = 0.08  # of all words; less is a table or a list of names


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language whose little words occur most; None where too few occur to tell.

    >>> detect_language("The ministers of the two countries said that trade was up.")
    'en'
    """
    words = _WORD.findall(text[:_SAMPLE].lower())
    counts = Counter(words)
    hits: Counter[str] = Counter()
    for word, codes in _LANGUAGES_OF.items():  # fewer than an article has words
        if word in counts:
            hits.update(dict.fromkeys(codes, counts[word]))
    ranked = sorted(hits.items(), key=lambda item: (-item[1], item[0] != "en", item[0]))
    if not ranked or ranked[0][1] < _ENOUGH_HITS:
        return None
    language, count = ranked[0]
    return language if language == "en" or count >= _FOREIGN_SHARE * len(words) else None


def is_latin(text: str) -> bool:
    """Whether at least a fifth of the letters are Latin ones; also true of a text without any letter."""
    sample = text[:_SAMPLE]
    foreign = sum(map(str.isalpha, "".join(_BEYOND_LATIN.findall(sample))))  # mostly quotation marks and dashes, which are no letters
    return not foreign or foreign <= 4 * sum(map(str.isalpha, _BEYOND_LATIN.sub("", sample)))
