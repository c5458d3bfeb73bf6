"""Reporting chains: through whom and what the words came, from nearest the speaker outward to the article's outlet.

A hop is an actor who passed the words on ("according to Reuters"), or a channel ("in an open letter"), as printed. The
article's own publisher is neither.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ...gazetteer import gazetteer
from ...model import FoundAttribution, FoundHop, Span
from .outlets import (
    CAPITALISED,
    DETERMINERS,
    Name,
    is_publisher,
    name_phrase,
    plain_phrase,
    squash,
    subject_before,
)
from .reading import Reading
from .words import longest, meanings, word_before, word_set

_TOWARDS = re.compile(r" (?:with|to|on|for|by|in) ")
_QUOTING = ("quoted ", "quotes ", "quoting ", "cited ", "cites ", "citing ")
_QUOTED = re.compile(rf"\b(?:has |had |have )?(?:{'|'.join(_QUOTING)})$")
_SUBJECT = re.compile(r"((?:[Tt]he |[Aa]n? )?(?:[\w-]+ ){0,3}[\w-]+) ?$")
_WHICH = re.compile(r", (?:which|who) $")
_IN_WHICH = re.compile(r" (?:in|on|by) which $")
_PRINTS = frozenset({"media", "papers", "newspapers", "agencies", "report", "reports"})
"""what quotes somebody, beside the kinds of outlets"""
_SELVES = frozenset(
    {"i", "we", "me", "my", "us", "he", "she", "it", "they", "him", "her", "them", "who", "which", "that"}
)


_LEADING = word_set("channel-preposition") | word_set("platform-preposition") | word_set("outlet-preposition")


class Link(NamedTuple):
    """A hop with its place in the order: channels, then the outlet spoken to, then who passed it on."""

    rank: int
    at: int
    hop: FoundHop


_LONGEST_CHAIN = 8
"""hops beyond which a text is a list of names and no chain"""
_CHANNEL, _OUTLET, _CARRIED, _CITED, _REPORTED = range(5)


def chains(reading: Reading) -> list[tuple[FoundHop, ...]]:
    """For each attribution its hops, nearest the speaker first."""
    own = [_ordered(_own_links(n, reading), reading) for n in range(len(reading.attributions))]
    if any(own):
        _carry_settings(own, reading)
        _carry_on(own, reading)
    return [tuple(_with_outer(n, own, reading)[:_LONGEST_CHAIN]) for n in range(len(own))]


# ------------------------------------------------------------------ hops that the reporting clause states


def _own_links(n: int, reading: Reading) -> list[Link]:
    a = reading.attributions[n]
    if not a.cue:
        return []
    sentence = reading.cue_sentence[n]
    if sentence is None:
        return []
    low, high = reading.room(a, sentence)
    here = reading.lists_in[sentence]
    links: list[Link] = []
    for start, end in reading.clause(n):
        cited = end
        if "citing" in here:
            cited = next((w.start for w in reading.words.within("citing", max(start, a.cue[0][1]), end)), end)
        if not here.isdisjoint(_CHANNELS):
            links += _channels(start, cited, a, reading)  # “citing residents who spoke by telephone” is theirs
        links += _outlets(start, cited, a, reading)
    if a.source:
        links += _quoters(a, low, reading)
        links += _held_in(a, low, reading)
    if "according" in here:
        links += _according_before(a, low, reading)
    if not here.isdisjoint(_PASSING):
        after = min(s for s, _ in (*a.cue, *a.source, *a.content))
        links += _passed_on(max(low, after), high, a, reading)
    links += _said_next(sentence, reading)
    return links


_CHANNELS = ("channel", "platform", "by-channel")
_PASSING = frozenset({"according", "heard-by", "reporter-verb"})


def _hop(span: Span, cue: Span | None, name: Span | None, reading: Reading) -> FoundHop:
    return FoundHop(spans=(span,), text=reading.text[slice(*span)], cue=(cue,) if cue else (), name=name)


def _channels(start: int, end: int, a: FoundAttribution, reading: Reading) -> list[Link]:
    """“in an open letter”, “during a video address”, “on the ministry's Facebook page”, “by email”."""
    links = []
    listed = [w for name in _CHANNELS for w in reading.words.within(name, start, end)]
    for w in longest(listed):
        if _touches(w.start, w.end, a):
            continue
        if w.list == "by-channel":
            links.append(Link(_CHANNEL, w.start, _hop((w.start, w.end), None, None, reading)))
            continue
        found = _led_in(w.start, start, reading)
        if found is None:
            continue
        preposition, phrase = found
        word = reading.folded[slice(*preposition)]
        kinds = [other.list for other in listed if (other.start, other.end) == (w.start, w.end)]  # “telegram” is both
        if not any(word in word_set(f"{kind}-preposition") for kind in kinds):
            continue  # “commented on the letter” tells what about, not by what
        if w.phrase.endswith(("interview", "interviews")) and _outlet_follows(w.end, end, reading):
            continue
        named = name_phrase(phrase, w.start - 1, reading)  # “in a CBS interview”
        outlet = named.name if named is not None and named.outlet else None
        links.append(Link(_CHANNEL, w.start, _hop((phrase, w.end), preposition, outlet, reading)))
    return links


def _led_in(at: int, low: int, reading: Reading) -> tuple[Span, int] | None:
    """The preposition before the phrase that ends in the noun at ``at``, and where the phrase begins."""
    phrase = at
    for _ in range(7):
        before = word_before(reading.folded, at, low)
        if before is None:
            return None
        word = reading.folded[before[0] : before[1]]
        if word in _LEADING:
            return before, phrase
        if word not in DETERMINERS:
            if word in word_set("function") and word != "of":
                return None
            phrase = before[0]
        elif word == "the" and "'s " in reading.folded[phrase : phrase + 24]:
            phrase = before[0]  # “the ministry's Facebook page”
        at = before[0]
    return None


def _outlets(start: int, end: int, a: FoundAttribution, reading: Reading) -> list[Link]:
    """“told Sky News”, “speaking with Sky News”, “said to Dagbladet”, “on Fox News”: an outlet near the cue."""
    links = []
    at = start
    while match := CAPITALISED.search(reading.text, at, end):
        at = match.end()
        if _touches(match.start(), match.end(), a, source_only=True):
            continue
        lead = _name_lead(match.start(), start, reading)
        if lead is None or reading.words.ending_at("according", lead[0][1]):
            continue
        preposition, phrase = lead
        name = name_phrase(phrase, end, reading)
        if name is None:
            continue
        at = max(at, name.span[1])
        if (name.outlet and not _is_one_of(phrase, name, reading)) or _is_told_by_dash(preposition, name, a, reading):
            links.append(Link(_OUTLET, phrase, _hop(name.span, preposition, name.name, reading)))
    return links


def _is_told_by_dash(preposition: Span, name: Name, a: FoundAttribution, reading: Reading) -> bool:
    """“– It rains, says Halden to Kvelden.”: where speech is set by dash, who is told is the paper that prints it."""
    word = reading.folded[slice(*preposition)]
    if name.name is None or word not in ("to", "told", "tells") or preposition[1] + 1 != name.span[0]:
        return False
    head = reading.sentence_around(a.cue[0][0])[0]
    dash = reading.text[head : head + 1] in ("–", "—") or reading.text[max(0, head - 2) : head] in ("– ", "— ")
    words = reading.text[slice(*name.name)].split()
    return dash and len(words) <= 3 and words[0] not in gazetteer().first_names


def _is_one_of(phrase: int, name: Name, reading: Reading) -> bool:
    """“by a Fox News reporter”: an article before the name itself makes it a word for something else."""
    return name.name is not None and reading.folded[phrase : name.name[0]] in ("a ", "an ")


def _name_lead(at: int, low: int, reading: Reading) -> tuple[Span, int] | None:
    """The preposition or “told” before a name, over an article and the words that say what kind of outlet it is."""
    phrase = at
    for n in range(5):
        before = word_before(reading.folded, at, low)
        if before is None:
            return None
        word = reading.folded[before[0] : before[1]]
        if word in word_set("outlet-preposition"):
            return before, phrase
        if word == "of" and (whose := word_before(reading.folded, before[0], low)) is not None:
            if reading.folded[slice(*whose)] not in word_set("journalist"):
                return None
            at = whose[0]  # “told the correspondent of …”: the name alone is the outlet's
            continue
        if word in word_set("function") and word not in DETERMINERS:
            return None
        if phrase > before[1] + 1:
            at = before[0]
            continue
        if n and word not in DETERMINERS and len(word) < 3:
            return None
        at = phrase = before[0]
    return None


def _outlet_follows(at: int, end: int, reading: Reading) -> bool:
    match = _TOWARDS.match(reading.folded, at)
    name = name_phrase(match.end(), end, reading) if match else None
    return name is not None and name.outlet


def _quoters(a: FoundAttribution, low: int, reading: Reading) -> list[Link]:
    """“Reuters quoted the minister as saying”: who quotes stands before the speaker."""
    at = a.source[0][0]
    if not reading.folded.endswith(_QUOTING, max(low, at - 24), at):
        return []
    match = _QUOTED.search(reading.folded, max(low, at - 24), at)
    if match is None:
        return []
    at = match.start()
    if (which := _WHICH.search(reading.folded, max(low, at - 8), at)) is not None:
        at = which.start()  # “the daily Vesti, which quoted a diplomat”
    subject = subject_before(at, low, reading) or _nameless_before(at, low, reading)
    return (
        [Link(_REPORTED, subject.span[0], _hop(subject.span, match.span(), subject.name, reading))] if subject else []
    )


def _nameless_before(at: int, low: int, reading: Reading) -> Name | None:
    """“State television”, “a local news site”: an outlet without a name, before the verb at ``at``."""
    match = _SUBJECT.search(reading.text, max(low, at - 48), at)
    if match is None or (match.start() > low and not _opens(match.start(), reading)):
        return None
    words = match.group(1).lower().split()
    known = words[-1] in word_set("outlet-kind") or " ".join(words[-2:]) in meanings("platform")
    return Name(match.span(1), None, True) if known or words[-1] in _PRINTS else None


def _opens(at: int, reading: Reading) -> bool:
    return not reading.text[at - 1].isalnum() and reading.text[at - 2 : at - 1] in (
        "",
        ".",
        ",",
        ";",
        "”",
        '"',
        " ",
        "\n",
    )


def _held_in(a: FoundAttribution, low: int, reading: Reading) -> list[Link]:
    """“published minutes in which N says …”: what holds the words."""
    start = a.source[0][0]
    if not reading.folded.endswith(" which ", max(low, start - 12), start):
        return []
    match = _IN_WHICH.search(reading.folded, max(low, start - 12), start)
    if match is None:
        return []
    w = reading.words.ending_at("channel", match.start())
    if w is None:
        return []
    return [Link(_CHANNEL, w.start, _hop((w.start, w.end), None, None, reading))]


def _according_before(a: FoundAttribution, low: int, reading: Reading) -> list[Link]:
    """“According to the Gazette, the treasurer, N, told investigators …”: who passes on stands at the head."""
    first = min(s for s, _ in (*a.source, *a.cue))
    w = reading.words.starting_at("according", low)
    if w is None or w.end > first or _touches(w.start, w.end, a):
        return []
    name = name_phrase(w.end + 1, first, reading) or plain_phrase(w.end + 1, first, reading)
    if name is None or reading.text[name.span[1] : name.span[1] + 2] != ", ":
        return []
    if first - name.span[1] > 4 or _touches(*name.span, a):
        return []
    return [Link(_REPORTED, w.start, _hop(name.span, (w.start, w.end), name.name, reading))]


# ------------------------------------------------------------------ hops that pass a whole sentence on


def _passed_on(start: int, end: int, a: FoundAttribution, reading: Reading) -> list[Link]:
    """“…, according to Reuters”, “…, the Daily Mail reported”, “letter seen by Reuters”."""
    links = []
    for w in reading.words.within("according", start, end):
        if _touches(w.start, w.end, a) or _inside_content(w.start, a):
            continue  # “says that, according to X, …” is X's
        name = name_phrase(w.end + 1, end, reading) or plain_phrase(w.end + 1, end, reading)
        if name and not _touches(*name.span, a):
            links.append(Link(_REPORTED, w.start, _hop(name.span, (w.start, w.end), name.name, reading)))
            links += _cited(name.span[1], end, a, reading)
    for w in longest(reading.words.within("heard-by", start, end)):
        name = _platform(w.end + 1, end, reading) or name_phrase(w.end + 1, end, reading)
        if name and not name.outlet and not w.phrase.endswith((" by", " in", " on")):
            continue
        if name and not _inside_content(w.start, a) and not _touches(*name.span, a):
            links.append(Link(_CARRIED, w.start, _hop(name.span, (w.start, w.end), name.name, reading)))
    for w in longest(reading.words.within("reporter-verb", start, end)):
        if _touches(w.start, w.end, a) or _inside_content(w.start, a):
            continue
        name = _reporter(w.start, w.end, start, end, reading)
        if name and not _touches(*name.span, a):
            links.append(Link(_REPORTED, w.start, _hop(name.span, (w.start, w.end), name.name, reading)))
            links += _cited(max(w.end, name.span[1]), end, a, reading)
    return links


def _reporter(verb: int, after: int, low: int, high: int, reading: Reading) -> Name | None:
    """Who reports: “…, reported the Epoch Times”, or “…, the Daily Mail reported”."""
    if reading.text[verb - 2 : verb] in (", ", "” ", '" ', "’ "):
        name = name_phrase(after + 1, high, reading)
        return name if name and name.outlet else None
    subject = subject_before(verb, low, reading)
    if (
        subject
        and subject.outlet
        and reading.text[max(low, subject.span[0] - 2) : subject.span[0]].strip() in (",", "”", '"')
    ):
        return subject
    return None


def _cited(at: int, end: int, a: FoundAttribution, reading: Reading) -> list[Link]:
    """“…, Reuters reported, citing the ministry”: whom the reporter cites stands nearer the speaker."""
    w = next(iter(reading.words.within("citing", at, min(end, at + 60))), None)
    if w is None:
        return []
    name = name_phrase(w.end + 1, end, reading) or plain_phrase(w.end + 1, end, reading)
    if name is None or _touches(*name.span, a):
        return []
    return [Link(_CITED, w.start, _hop(name.span, (w.start, w.end), name.name, reading))]


def _said_next(sentence: int, reading: Reading) -> list[Link]:
    """“This is reported by X, citing Y.”: the sentence after tells through whom this one came."""
    n = sentence + 1
    if n >= len(reading.sentences) or "back-reference" not in reading.lists_in[n]:
        return []
    if reading.scrambled and reading.paragraph_of[n] != reading.paragraph_of[sentence]:
        return []
    low, high = reading.sentences[n]
    w = reading.words.starting_at("back-reference", low, 48)
    if w is None:
        return []
    name = name_phrase(w.end + 1, high, reading) or plain_phrase(w.end + 1, high, reading)
    if name is None:
        return []
    cue = (w.start, w.end)
    links = [Link(_REPORTED, w.start, _hop(name.span, cue, name.name, reading))]
    cited = next(iter(reading.words.within("citing", name.span[1], high)), None)
    if cited and (whom := name_phrase(cited.end + 1, high, reading) or plain_phrase(cited.end + 1, high, reading)):
        links.append(Link(_CITED, cited.start, _hop(whom.span, (cited.start, cited.end), whom.name, reading)))
    return links


# ------------------------------------------------------------------ hops from around: outer attributions, settings


def _with_outer(n: int, own: list[list[FoundHop]], reading: Reading) -> list[FoundHop]:
    """The attribution's own hops, then each attribution whose content holds it, from the inside out, with theirs."""
    hops = list(own[n])
    around = _enclosing(n, reading)
    if not around:
        return hops
    speakers = {squash(reading.attributions[n].source_text)}
    for m in around:
        outer = reading.attributions[m]
        squashed = squash(outer.source_text)
        hops += _cited_by(m, reading)
        if outer.source and squashed not in speakers and not is_publisher(outer.source_text, reading):
            speakers.add(squashed)
            hops.append(speaker_hop(outer, reading))
        hops += own[m]
    return _without_repeats(hops)


def speaker_hop(a: FoundAttribution, reading: Reading) -> FoundHop:
    """A speaker as a hop; where the source is a “who” that stands for words before it, these words."""
    spans = a.source
    printed = " ".join([reading.text[s:e] for s, e in spans])
    if printed != a.source_text:
        low = reading.sentence_around(spans[0][0])[0]
        stands_for = reading.text.rfind(a.source_text, low, spans[0][0]) if a.source_text else -1
        if stands_for >= 0:
            printed, spans = a.source_text, ((stands_for, stands_for + len(a.source_text)),)
    return FoundHop(spans=spans, text=printed, cue=a.cue, name=a.name or _outlet_name(a, reading))


def _outlet_name(outer: FoundAttribution, reading: Reading) -> Span | None:
    """The name in “the Interfax news agency”."""
    name = name_phrase(outer.source[0][0], outer.source[0][1], reading)
    return name.name if name is not None and name.outlet else None


def _cited_by(m: int, reading: Reading) -> list[FoundHop]:
    """“Lowland News, citing the guard, reported that N said”: the guard stands between N and Lowland News."""
    outer = reading.attributions[m]
    places = reading.clause(m)
    return _ordered([link for start, end in places for link in _cited(start, end, outer, reading)], reading)


def _enclosing(n: int, reading: Reading) -> list[int]:
    """Attributions whose content holds source and cue of this one, the nearest first."""
    a = reading.attributions[n]
    sentence = reading.cue_sentence[n]
    if sentence is None or len(reading.reported_in(sentence)) < 2 or a.source_text.lower() in _SELVES:
        return []
    found = []
    for m in reading.reported_in(sentence):
        outer = reading.attributions[m]
        if m != n and _reports(outer) and reading.holds(outer, a):
            found.append((sum(e - s for s, e in outer.content), m))
    return [m for _, m in sorted(found)]


def _reports(a: FoundAttribution) -> bool:
    """Whether the cue passes words on: who wants, doubts or accuses is no hop. A post's signature has no cue."""
    return not a.cue or any(word in word_set("reporting") for word in a.cue_text.lower().split())


def _carry_settings(own: list[list[FoundHop]], reading: Reading) -> None:
    """“While speaking with Sky News, N said”: what N goes on to say in the article is said there too."""
    if reading.scrambled:
        return
    setting: FoundHop | None = None
    speaker = ""
    named = ""
    for n, a in enumerate(reading.attributions):
        if a.source_kind == "name":
            named = _surname(a, reading)
        opened = _setting(own[n], reading)
        if opened is not None:
            setting, speaker = opened, named
        elif setting is not None and not own[n] and named == speaker and a.source_kind in ("name", "pronoun", "none"):
            own[n].append(setting)


def _carry_on(own: list[list[FoundHop]], reading: Reading) -> None:
    """Where the speech of the attribution before runs on and names nobody, it came the same way."""
    for n, a in enumerate(reading.attributions):
        if a.continues is not None and a.continues < n and not own[n] and not reading.scrambled:
            own[n] = list(own[a.continues])


def _setting(hops: list[FoundHop], reading: Reading) -> FoundHop | None:
    for hop in hops:
        for start, end in hop.cue:
            if reading.words.ending_at("setting", end) and start < hop.spans[0][0]:
                return hop
    return None


def _surname(a: FoundAttribution, reading: Reading) -> str:
    name = reading.folded[slice(*a.name)] if a.name else a.source_text.lower()
    words = name.split()
    return words[-1] if words else ""


# ------------------------------------------------------------------ small questions


def _platform(at: int, end: int, reading: Reading) -> Name | None:
    """A place where people publish by themselves: “the ministry's Facebook page”."""
    for w in reading.words.within("platform", at, min(end, at + 48)):
        led = _led_in(w.start, at - 1, reading)
        longer = reading.words.starting_at("platform", w.start) or w
        if led is None and not re.search(r"[,;:.]", reading.text[at : w.start]):
            return Name((at, longer.end), None, False)
    return None


def _touches(start: int, end: int, a: FoundAttribution, source_only: bool = False) -> bool:
    """Whether the words are part of the attribution's own source or cue."""
    return True in [s < end and start < e for s, e in (a.source if source_only else (*a.source, *a.cue))]


def _inside_content(at: int, a: FoundAttribution) -> bool:
    return any(s <= at < e for s, e in a.content)


def _ordered(links: list[Link], reading: Reading) -> list[FoundHop]:
    if not links:
        return []
    hops = [link.hop for link in sorted(links, key=lambda link: (link.rank, link.at))]
    return _without_repeats([h for h in hops if not is_publisher(_named(h, reading), reading)])


def _named(hop: FoundHop, reading: Reading) -> str:
    return reading.text[slice(*hop.name)] if hop.name else hop.text


def _without_repeats(hops: list[FoundHop]) -> list[FoundHop]:
    """Each hop once: where two rules saw one name, the first."""
    kept: list[FoundHop] = []
    for hop in hops:
        low, high = hop.spans[0]
        if not any(low < k.spans[-1][1] and k.spans[0][0] < high for k in kept):
            kept.append(hop)
    return kept
