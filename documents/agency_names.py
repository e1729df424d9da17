"""Names of agencies as documents write them, met with the directory's: whole, abbreviated, with or without their place.

A name is only ever found whole. What is taken as the same: the directory's own names and aliases; another joining word
("Văn hóa và Thể thao", "Văn hóa - Thể thao"); capitals that are the first letters of the words they stand for ("Sở
NN&MT", "BQL KKT tỉnh"); the place left out or added where the document's own place is meant ("Sở Y tế", "Sở Y tế tỉnh",
"Sở Y tế Lào Cai" in a plan of Lào Cai). Each only when exactly one agency of that day bears it; else nobody is found.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from documents.name_abbreviations import JOINING, WORDS, is_abbreviation, stands_for, tokens_of
from language.abbreviations import spell_out
from language.text import fold, one_tone_placement, phrase_key, tidy
from models.directory import AgencyEntry, Directory, Found

_LEVELS = ("thành phố", "tỉnh")
_LEVEL_END = re.compile(r"\s+(?:thành phố|tỉnh|tp\.?)$", re.IGNORECASE)
_OWN_LEVEL = re.compile(
    r"\s+(?:xã|phường|đặc khu|tỉnh|thành phố)$", re.IGNORECASE
)  # "Trạm Y tế xã" in a plan of a commune
_COUNTED = re.compile(
    r"\b\d{2}(?:/\d{2})?\s+(?=tỉnh\b|thành phố\b|xã\b|phường\b)", re.IGNORECASE
)  # "UBND 34 tỉnh, thành phố"
_LEVEL_OF_COMMUNES = "(?:xã|phường|thị trấn|đặc khu)"
_COMMUNES = re.compile(  # "UBND các xã, phường, đặc khu" is every people's committee of that level
    rf"\b(?:các\s+)?{_LEVEL_OF_COMMUNES}(?:(?:\s*[,/]\s*(?:và\s+)?|\s+và\s+){_LEVEL_OF_COMMUNES})+\b", re.IGNORECASE
)
_SAYS_PROVINCES = re.compile(r"\btỉnh\b|\bthành phố\b|\btp\b", re.IGNORECASE)
_CENTRAL = frozenset({"province", "ministry", "mass organisation", "office"})
_FEWEST_LETTERS = 4  # of an abbreviation that stands alone
_LONGEST = 300


@dataclass(frozen=True, eq=False)
class Names:
    """The directory as one document names it: on the day it was signed, and from the place where it was issued.

    `home` is the short name of the province that issued it ("Lào Cai"), "" for a central body.
    """

    directory: Directory
    day: date | None = None
    home: str = ""
    known: dict[str, Found | None] = field(default_factory=dict, repr=False)

    def find(self, phrase: str) -> Found | None:
        """The agency or collective that a phrase names, None when it is nobody's or could be several's."""
        plain = tidy(phrase)
        if plain not in self.known:
            self.known[plain] = self._find(plain)
        return self.known[plain]

    def nearest(self, phrase: str) -> tuple[str, ...]:
        """Ids to propose for a phrase that names nobody: those that a part of it would name, then the likeliest."""
        inside = [found.agency for part in self._prefixes(tidy(phrase)) if (found := self.find(part)) and found.agency]
        near = [one for one in self.directory.find(phrase, self.day).proposals if self._begins_alike(one, phrase)]
        return tuple(dict.fromkeys([*inside[:1], *self._bearing(phrase), *near]))[:3]

    def _begins_alike(self, agency: str, phrase: str) -> bool:
        """Whether some name of an agency begins with the phrase's first word: no court is likely to be a province."""
        entry = self.directory.agencies[agency]
        first = fold(spell_out(tidy(phrase))).split(" ")[0]
        return any(fold(spell_out(name)).split(" ")[0] == first for name in (entry.vi, entry.short, *entry.aliases))

    def _find(self, phrase: str) -> Found | None:
        if not phrase or len(phrase) > _LONGEST:
            return None
        written = phrase, _slashes(phrase), _COUNTED.sub("các ", phrase), *self._at_home(phrase)
        in_capitals = (phrase.lower(),) if phrase.isupper() else ()  # "BỘ TƯ PHÁP" has no "TƯ" for "Trung ương"
        for writing in dict.fromkeys((*in_capitals, *written, *_places_of(phrase))):
            if exact := self.directory.find_exact(writing, self.day):
                return self._meant(exact, writing)
        if _COMMUNES.search(phrase) and (collective := self._levels.get(_level_key(phrase))):
            return Found(collective=collective)
        ids = self._same(phrase)
        return Found(agency=ids[0]) if len(ids) == 1 else None

    def _meant(self, exact: Found, writing: str) -> Found | None:
        """What a name found means here: nobody where several bear it; no province by "các địa phương" in a province."""
        entry = self.directory.collectives.get(exact.collective or "")
        elsewhere = entry is not None and "province" in entry.kinds and not _SAYS_PROVINCES.search(spell_out(writing))
        if elsewhere and self._here:
            return None
        return exact if len(self._exact.get(phrase_key(writing), ())) < 2 else None

    def _at_home(self, phrase: str) -> Iterator[str]:
        """ "UBND tỉnh" in a plan of Lào Cai is "UBND tỉnh Lào Cai"."""
        if self._here and _LEVEL_END.search(phrase):
            yield f"{phrase} {self._here}"

    def _same(self, phrase: str) -> tuple[str, ...]:
        """The agencies of the day that bear a name by another joining word, place or abbreviation."""
        for form in self._forms(phrase):
            ids = self._loose.get(_loose(form), ())
            if ids:
                return ids
        abbreviated = [ids for form in self._forms(phrase) if (ids := self._abbreviated(form))]
        return abbreviated[0] if abbreviated else ()

    def _forms(self, phrase: str) -> Iterator[str]:
        """A phrase, and what is left of it without the document's own place or a bare "tỉnh" at its end."""
        yield phrase
        here = (
            re.compile(rf"\s+(?:(?:tỉnh|thành phố|tp\.?)\s+)?{re.escape(self._here)}$", re.IGNORECASE)
            if self._here
            else None
        )
        at_home = here.sub("", phrase) if here else phrase
        if at_home != phrase:
            yield at_home
            yield f"{at_home} {self._level}"
        if _LEVEL_END.search(at_home):
            yield _LEVEL_END.sub("", at_home)

    @cached_property
    def _level(self) -> str:
        city = self.directory.find_exact(f"Ủy ban nhân dân thành phố {self._here}", self.day)
        return "thành phố" if city else "tỉnh"

    @cached_property
    def _agencies(self) -> tuple[AgencyEntry, ...]:
        entries = self.directory.agencies.values()
        return tuple(entry for entry in entries if self.day is None or entry.valid(self.day))

    @cached_property
    def _exact(self) -> Mapping[str, tuple[str, ...]]:
        """Who bears each name on that day: two communes of one name are nobody in particular."""
        return (
            _index(self._agencies, lambda entry: (entry.vi, entry.short, *entry.aliases), phrase_key)
            if self.day
            else {}
        )

    @cached_property
    def _levels(self) -> Mapping[str, str]:
        """The collectives by their phrases, the levels below the province named by one word."""
        entries = self.directory.collectives.values()
        return {_level_key(phrase): entry.id for entry in entries for phrase in entry.patterns}

    @cached_property
    def _loose(self) -> Mapping[str, tuple[str, ...]]:
        return _index(self._agencies, self._names_of, _loose)

    def _names_of(self, entry: AgencyEntry) -> Iterator[str]:
        """Every name of an agency, and the same without the place at its end, or without its level.

        "Thuế thành phố Hà Nội" is "Thuế", "Thuế thành phố" and "Thuế Hà Nội" too; a province is its place.
        """
        for name in dict.fromkeys(one for said in (entry.vi, entry.short, *entry.aliases) for one in _fronts(said)):
            yield name
            if entry.kind == "province":
                yield name.removeprefix("Ủy ban nhân dân ")
                continue
            yield _OWN_LEVEL.sub("", tidy(name))
            place = self._place_in(name)
            if place and place.start() and fold(place["place"]) == fold(self._here):
                bare = tidy(name)[: place.start()]
                yield bare
                yield f"{bare} {place['level'] or ''}"
                yield f"{bare} {place['place']}"

    def _place_in(self, name: str) -> re.Match[str] | None:
        return self._places.search(one_tone_placement(tidy(name)))

    @cached_property
    def _here(self) -> str:
        """The document's own place; where it says none, the one place whose departments the directory has."""
        local = (entry for entry in self._agencies if entry.kind not in _CENTRAL)
        places = {found["place"] for entry in local if (found := self._place_in(entry.vi))}
        return self.home or (next(iter(places)) if len(places) == 1 else "")

    @cached_property
    def _places(self) -> re.Pattern[str]:
        provinces = [entry.short for entry in self.directory.agencies.values() if entry.kind == "province"]
        names = "|".join(
            re.escape(one_tone_placement(name)) for name in sorted(provinces, key=len, reverse=True) if name
        )
        return re.compile(rf"\s+(?:(?P<level>tỉnh|thành phố)\s+)?(?P<place>{names or '(?!)'})$", re.IGNORECASE)

    @cached_property
    def _spelt(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each agency's names as folded words, for abbreviations to be held against."""
        named = ((entry.id, name) for entry in self._agencies for name in self._names_of(entry))
        return tuple(dict.fromkeys((agency, tuple(_folded_words(name))) for agency, name in named))

    def _abbreviated(self, phrase: str) -> tuple[str, ...]:
        return self._spelling(tokens_of(spell_out(phrase))) or self._spelling(tokens_of(phrase))

    def _spelling(self, tokens: list[str]) -> tuple[str, ...]:
        capitals = [token for token in tokens if is_abbreviation(token)]
        if not capitals or (len(capitals) == len(tokens) and sum(map(len, capitals)) < _FEWEST_LETTERS):
            return ()
        return tuple(dict.fromkeys(agency for agency, words in self._spelt if stands_for(tokens, words)))

    def _prefixes(self, phrase: str) -> Iterator[str]:
        words = phrase.split(" ")
        for count in range(len(words) - 1, 1, -1):
            yield " ".join(words[:count]).strip(" ,;(")
        yield from (inner.strip() for inner in re.findall(r"\(([^()]+)\)", phrase))

    def _bearing(self, phrase: str) -> tuple[str, ...]:
        """Those that bear the phrase as their name, where there are several."""
        return self._exact.get(phrase_key(phrase), ()) or self._same(tidy(phrase))


def home_of(issuer: str, directory: Directory) -> str:
    """The short name of the province that an issuer's name ends in or holds, "" when it holds none or several."""
    text = fold(issuer)
    entries = directory.agencies.values()
    names = {
        entry.short
        for entry in entries
        if entry.kind == "province" and re.search(rf"\b{re.escape(fold(entry.short))}\b", text)
    }
    longest = {name for name in names if not any(name != other and fold(name) in fold(other) for other in names)}
    return next(iter(longest)) if len(longest) == 1 else ""


def _index(
    entries: Iterable[AgencyEntry], names: Callable[[AgencyEntry], Iterable[str]], key: Callable[[str], str]
) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for name in names(entry):
            found[key(name)] = tuple(dict.fromkeys((*found.get(key(name), ()), entry.id)))
    return found


def _places_of(phrase: str) -> Iterator[str]:
    """ "Các tỉnh, thành phố" lead and coordinate by their people's committees."""
    if re.match(r"(?:các\s+)?tỉnh\s*[,/]\s*(?:thành phố|TP)\b", phrase, re.IGNORECASE):
        yield f"Ủy ban nhân dân {phrase}"


def _level_key(phrase: str) -> str:
    return phrase_key(_COMMUNES.sub("cấp xã", tidy(phrase)))


def _fronts(name: str) -> Iterator[str]:
    """A name; the Fatherland Front's without "Việt Nam" and without "Ủy ban" too."""
    yield name
    if "mặt trận tổ quốc" in fold(name):
        front = re.sub(r"\s+Việt Nam\b", "", name)
        yield from (front, front.removeprefix("Ủy ban "))


def _slashes(phrase: str) -> str:
    return re.sub(r"\s*/\s*", ", ", phrase)


def _loose(name: str) -> str:
    """A name without its joining words, marks and spaces: what two writings of it have in common."""
    return "".join(word for word in WORDS.findall(phrase_key(name)) if word not in JOINING)


def _folded_words(name: str) -> Iterable[str]:
    return (word for word in WORDS.findall(fold(spell_out(tidy(name)))) if word not in JOINING)
