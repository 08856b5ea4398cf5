"""คำพูดของบอต: every sentence the bot says, one catalogue a language, Thai first."""

from collections.abc import Mapping

from dialogue.words import en, th

CATALOGUES: Mapping[str, Mapping[str, str]] = {"th": th.SENTENCES, "en": en.SENTENCES}


def say(language: str, key: str, /, **values: object) -> str:
    """The sentence `key` in `language`, its {places} filled. Raises KeyError for a key or a value that is not there."""
    return CATALOGUES[language][key].format_map(values)
