import pytest

from etl.terms.load import TermsError, one_owner, read_terms, require_keys


def test_an_unknown_list_is_answered_with_the_known_ones() -> None:
    with pytest.raises(TermsError, match=r"nonsense\.toml does not exist\. Use one of: .*"):
        read_terms("nonsense")


def test_a_phrase_with_two_owners_is_refused() -> None:
    with pytest.raises(TermsError, match="'exports' stands under 'a' and 'b'"):
        one_owner("trial", [("exports", "a"), ("exports", "a"), ("exports", "b")])


def test_an_empty_phrase_is_refused() -> None:
    with pytest.raises(TermsError, match="an empty phrase under 'a'"):
        one_owner("trial", [(" ", "a")])


def test_a_row_without_a_key_is_refused() -> None:
    with pytest.raises(TermsError, match="lacks unit"):
        require_keys("trial", {"key": "exports"}, ["key", "unit"])
