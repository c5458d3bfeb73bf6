"""Who says what: source, cue and content of every attribution in one paragraph's sentences.

A ``Finder`` goes through a sentence from left to right and asks at every cue word which construction it stands in; the
name of the construction is the ``rule`` of the export. ``verbs`` says what is a cue, ``sources`` who stands before or
after it, ``clauses`` where its content begins and ends.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ..model import Span
from . import clauses
from .clauses import (
    STARTS,
    before_comma,
    clause_at,
    clause_start,
    conjoined_cue,
    extent,
    finite_in,
    is_cue_at,
    mid,
    names_a_work,
    quote_clause,
    quoted_extent,
    quotes_end,
    resumes,
    whole,
)
from .lexicon import DASHES, Cue, adjective_cues, cues, noun_cues, times, words_of
from .sources import (
    FINITE,
    Described,
    Range,
    after_verb,
    antecedent,
    before_verb,
    describe,
    ending_at,
    finite,
    first_subject,
    nominal,
    owner,
    possessive,
    possessive_mark,
    with_participle,
    withholds_name,
)
from .tokens import Sentence
from .verbs import chain, past_aside, phrase_end, several, skip, verb_group

WITHOUT_PROPOSITION = frozenset(
    {
        "infinitive",
        "noun-object",
        "verb-preposition",
        "question-clause",
        "adjective-of",
        "noun-to",
        "question-turn",
        "fronted-question",
    }
)
"""Rules whose content is a plan, a thing or a question: attributed, but nothing that can be true or false."""

_DEMANDS = frozenset({"argue", "call", "warn", "plead", "press", "push", "complain", "boast"})
"""verbs that state a view before a preposition too (“argued for an earlier date”)"""


_WEAK = WITHOUT_PROPOSITION | {"adjective-that", "figure-given", "noun-that", "passive-by", "passive-opinion"}
"""Rules that count in the article's own words only: inside a statement they are part of what it says."""


class Found(Struct):
    """One attribution before it is put into its record. Spans are in the text; ``tokens``: where it stands."""

    source: tuple[Span, ...]
    source_text: str
    described: Described
    cue: tuple[Span, ...]
    content: list[Span]
    rule: str
    lemma: str
    paragraph: int
    continues: int | None = None
    source_range: Range | None = None
    sentence: Sentence | None = None


NOBODY = Described(kind="none")


def states(one: Found) -> bool:
    """Whether the content says that something is so or should be."""
    return one.rule not in WITHOUT_PROPOSITION or (one.rule == "verb-preposition" and one.lemma in _DEMANDS)


def weak(one: Found) -> bool:
    """Whether it is no report of words: a loose construction, or a verb of thinking (“said she thought that …”)."""
    if one.rule in _WEAK or (one.lemma in words_of("thinks") and one.rule not in ("closing", "inverted")):
        return True
    cue = cues().get(one.lemma)
    return one.rule in ("bare-clause", "that-clause") and cue is not None and not cue.states


_ASKED = frozenset({"whether", "if", "about", "why", "how", "what"})
"""words that bring what was asked"""


class Finder:
    """The attributions of one sentence, left to right."""

    def __init__(self, text: str, t: Sentence, paragraph: int) -> None:
        self.text = text
        self.t = t
        self.paragraph = paragraph
        self.found: list[Found] = []
        self.read_to = 0
        """the token before which every cue has been read, where one construction took several"""

    def run(self) -> list[Found]:
        t = self.t
        known, nouns, adjectives = cues(), noun_cues(), adjective_cues()
        for i in t.telling:
            if i < self.read_to:
                continue
            word = t.w[i]
            cue = known.get(word)
            if word in words_of("gives figure") and t.t[i][0] == "V" and self.figure(i):
                continue
            if word in words_of("perceives") and t.t[i][0] == "V" and self.evidence(i):
                continue
            if word == "according" and i + 1 < len(t.w) and t.w[i + 1] == "to":
                self.according_to(i)
            elif cue is not None and t.t[i][0] == "V":
                before = len(self.found)
                self.verb(i, cue)
                if len(self.found) == before and word in nouns:
                    self.noun(i, nouns[word])
            elif word == "in" and t.t[i] == "IN":
                self.survey(i)
            elif word in nouns and t.t[i] != "NP":
                self.noun(i, nouns[word])
            if word in adjectives:
                self.adjective(i, adjectives[word])
        if len(self.found) > 1:
            self.found = [one for one in self.found if not (weak(one) and (self.told(one) or self.repeated(one)))]
        if "Q" in t.t:
            self.unclaimed()
        return self.found

    def told(self, one: Found) -> bool:
        """Whether an attribution stands inside what somebody else says."""
        at = one.cue[0][0]
        return any(a <= at < b for other in self.found if other is not one for a, b in other.content)

    def repeated(self, one: Found) -> bool:
        """“said in its assessment that …”: the noun's content, of nobody, is what was said."""
        return not one.source and any(other.source and other.content == one.content for other in self.found)

    # ------------------------------------------------------------------ building

    def add(self, source: Range | None, cue: Range, content: list[Range], rule: str, lemma: str) -> None:
        t = self.t
        spans = [self.span(a, b) for a, b in content if b > a]
        if not spans:
            return
        stands_for = source
        source_span = self.span(*source) if source else None
        cue_span = self.span(*cue)
        contracted = source is not None and t.t[source[0]] == "PV"
        if source_span and contracted:  # “he'd”: the source is “he”
            mark = max(self.text.find(c, *source_span) for c in "'’")
            source_span = (source_span[0], mark)
            cue_span = (mark, cue_span[1]) if source and cue[0] == source[0] else cue_span
        if source and t.t[source[0]] in ("WH", "SU") and source[1] - source[0] == 1:
            stands_for = antecedent(t, source[0]) or source
        described = describe(self.text, t, stands_for) if stands_for else NOBODY
        if source and source_span and rule.startswith("noun-") and not contracted:  # “the Trust's claim”: “the Trust”
            mark = source_span[1] - possessive_mark(t.w[source[1] - 1])
            if described.name and described.name[1] == source_span[1]:
                described = replace(described, name=(described.name[0], mark))
            source_span = source_span[0], mark
        self.found.append(
            Found(
                source=(source_span,) if source_span else (),
                source_text=self._words(source_span if stands_for == source else self.span(*stands_for))
                if stands_for
                else "",
                described=described,
                cue=(cue_span,),
                content=spans,
                rule=rule,
                lemma=lemma,
                paragraph=self.paragraph,
                source_range=source,
                sentence=t,
            )
        )

    def _words(self, span: Span | None) -> str:
        return self.text[slice(*span)] if span else ""

    def span(self, first: int, end: int) -> Span:
        return self.t.s[first], self.t.e[end - 1]

    def announcement(self) -> Found | None:
        """“X said:” with nothing after it: source and cue of what the next paragraph holds."""
        t = self.t
        end = len(t.w) - 1
        for i in range(end - 1, max(end - 20, -1), -1):
            cue = cues().get(t.w[i])
            if cue is None or t.t[i][0] != "V" or "q" not in cue.frames:
                continue
            group = verb_group(t, i, cue)
            if group is None or group[1] == "passive":
                continue
            source = before_verb(t, group[0])
            if source is None:
                source = first_subject(t, group[0])
            if source is not None:
                self.add(source, (group[0], i + 1), [(end, end + 1)], "announced", cue.lemma)
                one = self.found.pop()
                one.content = []
                return one
        return None

    def acting(self) -> Found | None:
        """“Ivo Marek shrugs.” before a bare quotation: who may be its speaker, where ``link`` sees nobody else."""
        t = self.t
        for k in range(1, min(len(t.w), 30)):
            if t.t[k] in ("VD", "VX", "VZ", "BE", "HV", "MD", "DO") and not nominal(t, k):
                source = before_verb(t, k)
                if source is None:
                    continue
                described = describe(self.text, t, source)
                name = described.name
                if described.kind == "pronoun" and t.w[source[0]] in ("he", "she") and source[1] - source[0] == 1:
                    name = self.span(*source)
                if name is None:
                    return None
                return Found(
                    source=(),
                    source_text="",
                    described=Described(kind="none", name=name),
                    cue=(),
                    content=[],
                    rule="acting-before",
                    lemma="",
                    paragraph=self.paragraph,
                    sentence=t,
                )
        return None

    # ------------------------------------------------------------------ quotations that no cue claimed

    def unclaimed(self) -> None:
        """A whole sentence in marks beside a verb that is in no list, or after a colon."""
        t = self.t
        taken = [s for f in self.found for s in f.content]
        end = 0
        for i, tag in enumerate(t.t):
            if tag == "Q" and i >= end:
                end = quotes_end(t, i)
                if not any(a <= t.s[i] and t.e[end - 1] <= b for a, b in taken):
                    self.unlisted(i, end)

    def unlisted(self, i: int, end: int) -> None:
        t = self.t
        complete = whole(t, i)
        if end < len(t.w) and (t.t[end] in DASHES or t.w[end] == "-") and end + 1 < len(t.w) and t.t[end + 1] == "NP":
            source = after_verb(t, end + 1)
            if source is not None and (source[1] >= len(t.w) or t.t[source[1]] in (".", "(", ",")):
                self.add(source, (end, end + 1), [(i, end)], "signed-quotation", "")
                return
        if i > 1 and t.w[i - 1] in ("because", "since") and self.found and self.found[-1].source_range:
            self.add(self.found[-1].source_range, (i - 1, i), [(i, end)], "reason-given", "")
            return
        if self.words_were(i, end) or self.judged(i, end):
            return
        if i and t.t[i - 1] == ":":
            source = first_subject(t, i - 1)
            if source is None and i > 1:
                source = ending_at(t, i - 1)
                source = source if source and source[0] == 0 else None
            self.add(source, (i - 1, i), [(i, end)], "colon", ":")
            return
        if not complete:
            return
        if i > 1 and t.t[i - 1] == ",":
            source = first_subject(t, i - 1)
            if source is not None:
                self.add(source, (i - 1, i), [(i, end)], "unlisted-verb-before", "")
                return
        for k in range(end + 1, min(end + 12, len(t.w))):
            if t.t[k] in ("VX", "VD", "VZ") and not nominal(t, k):
                source = before_verb(t, k)
                if source is not None and source[0] == end:
                    self.add(source, (k, k + 1), [(i, end)], "unlisted-verb-after", "")
                break

    def words_were(self, i: int, end: int) -> bool:
        """“Her last words were “mind the step””, “Ivo Marek's answer was: “No.””: whose words they are."""
        t = self.t
        k = i - 1 - (t.t[i - 1] in (":", ",")) if i else 0
        while k > 1 and t.t[k] == "RB":
            k -= 1
        if k < 2 or t.t[k] != "BE" or t.w[k - 1] not in words_of("utterance"):
            return False
        noun = k - 1
        first = noun - 1
        while first > 0 and t.t[first] in ("NN", "RB", "CD", "VX", "VB") and not possessive(t.w[first]):
            first -= 1
        source = (first, first + 1) if t.t[first] == "PS" else owner(t, first + 1) if possessive(t.w[first]) else None
        if source is None:
            return False
        self.add(source, (noun, k + 1), [(i, end)], "noun-quoted", t.w[noun])
        return True

    def judged(self, i: int, end: int) -> bool:
        """“found the flour “mouldy” and the cellar “unfit””: a judgement in the words of who makes it."""
        t = self.t
        if not self.text[t.s[i] : t.e[i]].strip("“”\"'`‘’«»„ ")[:1].islower():
            return False
        k = i - 1
        while k > 0 and i - k < 7 and nominal(t, k) and t.w[k] not in words_of("judges"):
            k -= 1
        if k == i - 1 or k < 1 or t.t[i - 1] in ("DT", "PS", "CD"):
            return False
        if t.t[k] == "CC" and self.found and self.found[-1].rule == "judgement":
            last = self.found[-1]
            self.add(last.source_range, (k, k + 1), [(k + 1, end)], "judgement", last.lemma)
            return True
        if t.w[k] not in words_of("judges"):
            return False
        start = chain(t, k)
        source = before_verb(t, start)
        if source is None or t.t[start - 1] in ("BE", "TO"):
            return False
        self.add(source, (start, k + 1), [(k + 1, end)], "judgement", t.w[k])
        return True

    # ------------------------------------------------------------------ according to

    def according_to(self, i: int) -> None:
        """“…, according to X” and “According to X, …”."""
        t = self.t
        source = after_verb(t, i + 2)
        if source is None:
            return
        source = with_participle(t, source)
        inner = i > 1 and t.t[i - 1] == "," and t.w[i - 2] == "that"  # “says that, according to X, …”
        opened = t.t[i - 1] in (":", ";") if i else True
        if inner or opened or not finite_in(t, 0, i):
            plain = after_verb(t, i + 2, apposition=False) or source
            goes_on = source[1] + 1 < len(t.w) and t.t[source[1]] == "," and finite(t, source[1] + 1)
            if plain[1] < len(t.w) and t.t[plain[1]] == "," and (goes_on or clauses.main_clause(t, plain[1] + 1)):
                source = plain
            start = source[1] + (source[1] < len(t.w) and t.t[source[1]] == ",")
            self.add(source, (i, i + 2), [(start, extent(t, start))], "according-to-first", "according")
            return
        content = [(clause_start(t, i), before_comma(t, i))]
        after = source[1]
        if after < len(t.w) and t.t[after] == "," and finite_in(t, after, len(t.w)) and not is_cue_at(t, after + 1):
            content.append((after + 1, extent(t, after + 1)))
        self.add(source, (i, i + 2), content, "according-to", "according")

    def survey(self, i: int) -> None:
        """“In a poll by X, four in ten …”, at the start of the sentence."""
        t = self.t
        if any(t.t[k] not in ("CC", "RB", ",") for k in range(i)):
            return
        source = after_verb(t, i + 1, apposition=False)
        if source is None:
            return
        after = source[1]
        known = any(t.w[k] in words_of("survey") for k in range(*source))
        if known and after < len(t.w) and t.t[after] == "," and clauses.main_clause(t, after + 1):
            self.add(source, (i, i + 1), [(after + 1, extent(t, after + 1))], "survey", "in")

    # ------------------------------------------------------------------ verbs

    def verb(self, i: int, cue: Cue) -> None:
        t = self.t
        group = verb_group(t, i, cue)
        if group is None:
            return
        start, voice = group
        after = i + 1
        if voice == "passive":
            self.passive(start, i, cue)
            return
        if withholds_name(t, i + 1, min(i + 6, len(t.w))) and t.w[i + 1] not in ("on", ","):
            return  # “asked not to be named”; “said on condition of anonymity” says something
        if cue.lemma == "ask" and cue.form == "X" and self.fronted_question(i):
            return
        if cue.lemma in ("quote", "cite") and self.quoted_as(i):
            return
        if voice == "participle":
            self.participle(start, i, cue)
            return
        if voice == "active" and self.as_said(start, i, cue):
            return
        if "q" in cue.frames and self.inverted(start, i, cue):
            return
        source = (start, start + 1) if t.t[start] == "PV" else before_verb(t, start)
        if source is not None and voice == "infinitive" and source[1] - source[0] == 1 and t.t[source[0]] == "NN":
            source = self.predicate_subject(source[0]) or source  # “she is eager to say”
        own = source is not None
        if source is None and start and t.t[start - 1] in ("CC", ","):
            named = t.t[start - 1] == "," and cue.lemma in words_of("names")  # “officials, called elders, …”
            source = None if named else self.shared_subject(start)
        elif source is None and voice == "infinitive":
            source = first_subject(t, start)
        if source is None:
            return
        if own and "q" in cue.frames and voice != "infinitive" and self.closing(source, start, i, cue):
            return
        self.right(source, (start, i + 1), after, cue)

    def predicate_subject(self, k: int) -> Range | None:
        """Who is meant before “is eager to …”: the subject of the verb that the adjective belongs to."""
        t = self.t
        while k and t.t[k - 1] == "RB":
            k -= 1
        if not k or t.t[k - 1] not in ("BE", "PV"):
            return None
        return (k - 1, k) if t.t[k - 1] == "PV" else before_verb(t, chain(t, k - 1))

    def shared_subject(self, start: int) -> Range | None:
        """“X left and said”: the subject of the verb before."""
        t = self.t
        if t.t[start - 1] == "," and not (start > 1 and t.t[start - 2] in ("Q", "NN", "NP", "PO", "CD", "RB")):
            return None
        last = next(
            (f for f in reversed(self.found) if f.source_range and f.content[-1][1] >= t.e[start - 1] - 5), None
        )
        if last is not None and last.content[-1][1] <= t.s[start - 1]:
            return last.source_range
        last = self.found[-1] if self.found else None
        subject = first_subject(t, start)
        if (
            last is not None
            and last.source_range is not None
            and (subject is None or subject[0] <= last.source_range[0])
        ):
            return last.source_range
        return subject

    # ------------------------------------------------------------------ constructions

    def as_said(self, start: int, i: int, cue: Cue) -> bool:
        """“…, as X put it”, “As X said, …”."""
        t = self.t
        put = cue.lemma == "put"
        if "as" not in t.w or (not put and not ("q" in cue.frames and cue.frames & {"c", "t"})):
            return False  # “as the crowd applauded” tells when
        source = before_verb(t, start)
        if (
            source is None
            or source[0] == 0
            or t.w[source[0] - 1] != "as"
            or (source[0] > 1 and t.w[source[0] - 2] in ("so", "such"))
        ):
            return False
        end = i + 1
        if put and not (end < len(t.w) and t.w[end] == "it"):
            return False
        end = skip(t, end + put, cue)
        at = source[0] - 1
        joined = at > 1 and t.t[at - 1] == "CC" and t.t[at - 2] == ","  # “…, and as X noted, …”
        if at == 0 or joined or all(t.t[k] in ("CC", "RB", ",") for k in range(at)):
            if end < len(t.w) and t.t[end] in (",", ":"):
                self.add(
                    source,
                    (start, i + 1),
                    [(end + 1, quoted_extent(t, end + 1))] if end + 1 < len(t.w) else [],
                    "as-said",
                    cue.lemma,
                )
                return True
            return False
        if (t.t[at - 1] not in (",", "Q") and t.t[at - 1] not in DASHES) or (
            end < len(t.w) and t.t[end] not in (",", ".", "Q", "?")
        ):
            return False
        content = [(clause_start(t, at), at - (t.t[at - 1] != "Q"))]
        if end + 1 < len(t.w) and t.t[end] == ",":
            content.append((end + 1, extent(t, end + 1)))
        elif end < len(t.w) and t.t[end] == "Q":
            content.append((end, quotes_end(t, end)))
        self.add(source, (start, i + 1), content, "as-said", cue.lemma)
        return True

    def inverted(self, start: int, i: int, cue: Cue) -> bool:
        """“…,” said X.   …, said X."""
        t = self.t
        if i + 1 >= len(t.w):
            return False
        before = t.t[start - 1] if start else ""
        quoted = before == "Q" or (before == "," and start > 1 and t.t[start - 2] == "Q")
        if not (quoted or before == "," or start == 0):
            return False
        source = after_verb(t, i + 1)
        if source is None or t.t[source[0]] in ("PO",):
            return False
        if cue.form == "G" or cue.form == "N" or (cue.form == "B" and (t.t[start] == "TO" or not several(t, source))):
            return False
        after = source[1]
        found = (
            after + 1 < len(t.w) and t.t[after] in ("VX", "VN") and t.t[after + 1] == "IN" and t.t[after - 1] != "NP"
        )
        relative = after < len(t.w) and t.w[after] == "that" and t.t[after - 1] != "NP"
        if (
            after < len(t.w)
            and t.t[after] in ("VX", "VD", "VZ", "BE", "HV", "MD", "DO", "SU", "PV", "VB")
            and not (quoted and (found or relative))  # “a note found in the hall”, “a voice that gave no name”
        ):
            return False
        if start == 0:
            if after < len(t.w) and t.t[after] in (":", ",", "Q"):
                self.right(source, (start, i + 1), after, cue)
                return True
            return False
        if not quoted:
            if (
                not cue.states
                or cue.lemma == "tell"
                or before_verb(t, start) is not None
                or not (
                    finite_in(t, clause_start(t, start), start - 1)
                    or (after + 1 < len(t.w) and t.t[after] == "," and finite(t, after + 1))
                )
            ):
                return False
            if (
                source[1] < len(t.w)
                and t.t[source[1]] not in (".", ",", "?", "!", "IN", "TO", "CC", ";", "Q", "RB")
                and t.w[source[1]] not in times()
            ):
                return False
        self.left(source, (start, i + 1), start, after, "inverted")
        return True

    def closing(self, source: Range, start: int, i: int, cue: Cue) -> bool:
        """“…,” X said.   …, X said.   “…,” X said, “…”"""
        t = self.t
        first = source[0]
        if first == 0 or t.t[first] == "WH":
            return False
        if first > 2 and t.w[first - 1] == "how" and t.t[first - 2] == "BE" and t.t[first - 3] in ("Q", ","):
            first -= 2  # “…,” is how X puts it
            if t.t[first - 1] == "Q" and not names_a_work(t, first - 1):
                self.left(source, (start, i + 1), first, len(t.w), "closing")
                return True
        before = t.t[first - 1]
        quoted = before == "Q" or (before == "," and first > 1 and t.t[first - 2] == "Q")
        quoted = quoted and not names_a_work(t, first - 1 if before == "Q" else first - 2)
        after = skip(t, i + 1, cue)
        ends = after >= len(t.w) or t.t[after] in (".", "?", "!", ",", ";", "CC", ")") or t.t[after] in DASHES
        if quoted:
            if (
                not ends
                and not whole(t, first - 1 if before == "Q" else first - 2)
                and t.t[after] not in ("Q", ":", "IN", "SU", "VG", "RB", "TO")
            ) or (i + 1 < len(t.w) and t.w[i + 1] == "that"):
                return False
            self.left(source, (start, i + 1), first, after, "closing")
            return True
        if (before not in (",",) and before not in DASHES) or not cue.frames & {"c", "t"}:
            return False
        if not ends or (not finite_in(t, clause_start(t, first), first - 1) and t.t[after - 1] == ","):
            return False
        if after < len(t.w) and t.t[after] == "," and after + 1 < len(t.w) and t.t[after + 1] == "Q":
            return False
        if (
            not t.spoken
            and clauses.opens_adverbial(t, clause_start(t, first), first)
            and not resumes(t, after)
            and not clauses.has_main(t, first)
        ):
            return False
        self.left(source, (start, i + 1), first, after, "closing-clause")
        return True

    def left(self, source: Range, cue: Range, before: int, after: int, rule: str) -> None:
        """Content to the left, and to the right too where the sentence goes on after the cue."""
        t = self.t
        first = clause_start(t, before)
        end = before - 1 if t.t[before - 1] == "," and before - 1 > first and t.t[before - 2] != "Q" else before
        if t.t[end - 1] in (",",) or t.t[end - 1] in DASHES:
            end -= 1
        if t.t[before - 1] == "Q" or (t.t[before - 1] == "," and t.t[before - 2] == "Q"):
            q = before - 1 if t.t[before - 1] == "Q" else before - 2
            first = quote_clause(t, first, q)
            end = q + 1
        content = [(first, end)]
        while (after < len(t.w) and t.t[after] in (",", "--")) or (
            after < len(t.w) and t.w[after] == "and" and after + 1 < len(t.w) and t.t[after + 1] == "Q"
        ):
            after += 1
        if after < len(t.w) and t.t[after] == "Q" and not names_a_work(t, after):
            content.append((after, quotes_end(t, after)))
        elif (
            (rule != "closing" or first < content[0][1] - 1)
            and after < len(t.w)
            and t.t[after - 1] == ","
            and (rule != "closing" or t.t[after] != "VG")
            and (mid(t, first, end, after) or (t.spoken and not conjoined_cue(t, after, phrase=True)))
        ):
            content.append((after, extent(t, after)))
        self.add(source, cue, content, rule, "")

    def right(self, source: Range, group: Range, after: int, cue: Cue) -> None:
        """X said (that) …   X told Y (that) …   X called for …"""
        t = self.t
        n = len(t.w)
        if cue.particles and after < n:
            k = after
            if t.t[k] == "RB" and t.w[k] not in cue.particles and k + 1 < n and t.w[k + 1] in cue.particles:
                k += 1  # “spoke briefly about”
            if t.w[k] in cue.particles and not (t.w[k] == "to" and self.quotes_after(k)):
                start = k + 1
                if cue.lemma == "point" and t.w[k] == "out":
                    cue = Cue("point", cue.form, frozenset("qcn"), frozenset())
                    after = k + 1
                elif cue.lemma == "go" and t.w[k] == "on":
                    return
                else:
                    hangs = t.t[start : start + 1] == ["IN"] and t.w[k] in ("about", "of", "for", "to")
                    if start < n and t.t[start] not in (".", ",", "CC") and not hangs:
                        self.add(source, group, [(start, extent(t, start, phrase=True))], "verb-preposition", cue.lemma)
                    return
        frames = cue.frames
        if cue.states and t.w[after : after + 2] == ["as", "much"]:
            self.add(source, group, [(after, after + 2)], "points-back", cue.lemma)
            return
        if "d" in frames and self.points_back(after) and t.t[group[0]] != "TO":
            self.add(source, group, [(after, extent(t, after, phrase=True))], "points-back", cue.lemma)
            return
        start = past_aside(t, skip(t, after, cue))
        if start >= n:
            return
        if t.w[after] == "on" and after + 2 < n and t.w[after + 1] in words_of("weekday"):
            after += 2  # “rejected on Friday a report that …”
        that = t.w[after] == "that" and bool(frames & {"c", "t"})  # “explaining that “it …””
        if "n" in frames and not that and t.w[after] in words_of("points back") and t.t[after + 1 : after + 2] == ["Q"]:
            self.add(source, group, [(after, quoted_extent(t, after + 1))], "noun-object", cue.lemma)
            return
        if t.w[after] == "to" and "i" in frames and after + 1 < n:
            self.add(source, group, [(after, extent(t, after, phrase=True))], "infinitive", cue.lemma)
            return
        if t.w[start] == ":" or (t.t[start] == "," and start + 1 < n and t.t[start + 1] == "Q"):
            if "q" in frames and start + 1 < n:
                self.add(source, group, [(start + 1, quoted_extent(t, start + 1))], "opening", cue.lemma)
            return
        if t.t[start] == "Q":
            if (frames & {"n", "c", "t"} and "q" in frames) or "n" in frames or whole(t, start):
                named = cue.lemma in words_of("names") and self.text[t.e[start] - 2] == ","
                self.add(
                    source, group, [(start, start + 1 if named else quoted_extent(t, start))], "opening", cue.lemma
                )
            return
        if t.w[start] == "that" and frames & {"c", "t"}:
            if not clauses.stands_alone(t, start):
                self.add(source, group, [(start, extent(t, start))], "that-clause", cue.lemma)
            return
        if t.t[start] == "TO" and "i" in frames | {"i" if "o" in frames else ""}:
            self.add(source, group, [(start, extent(t, start, phrase=True))], "infinitive", cue.lemma)
            return
        if (t.t[start] in ("WQ", "WH") or t.w[start] in ("whether", "if")) and frames & {"w", "c"}:
            condition = t.w[start] == "if" and "w" not in frames  # “said if he won, he would stay”
            rule = "bare-clause" if condition else "question-clause"
            self.add(source, group, [(start, extent(t, start))], rule, cue.lemma)
            return
        finite_next = t.t[start + 1 : start + 2] in (["BE"], ["HV"])
        if t.w[start] == "it" and finite_next and t.t[source[0]] == "WH" and clauses.waits(t, start, noun=False):
            return  # “the man who posted it was fined”
        if t.t[start] in ("BE", "HV", "MD", "DO") and t.w[source[0]] in ("everything", "anything", "nothing", "all"):
            return  # “everything he says is true”
        if cue.lemma == "find" and self.surveys(source):
            frames = frames | {"c"}
        if "c" in frames and (clause_at(t, start) or (cue.lemma == "say" and t.t[start] in STARTS)):
            self.add(source, group, [(start, extent(t, start))], "bare-clause", cue.lemma)
            return
        if (
            self.takes_object(source, after, cue)
            and t.t[group[0]] != "TO"
            and after < n
            and t.w[after] not in words_of("particle")
            and (
                nominal(t, after)
                or t.t[after] in ("VG", "PO", "RB", "VX", "WQ", "VB", "VZ")
                or ("g" in cue.frames and t.w[after] in ("having", "being"))
            )
        ):
            self.add(source, group, [(after, extent(t, after, phrase=True))], "noun-object", cue.lemma)

    def takes_object(self, source: Range, after: int, cue: Cue) -> bool:
        """Whether a noun phrase after this verb tells a view of this source."""
        t = self.t
        if "n" in cue.frames or (cue.lemma == "find" and self.surveys(source)):
            return True
        if "g" in cue.frames and (t.t[after] == "VG" or t.w[after] in ("having", "being")):
            return True
        if "a" in cue.frames and "as" in t.w[after + 1 : after + 9]:
            return True
        return "m" in cue.frames and describe(self.text, t, source).kind != "nominal"

    def surveys(self, source: Range) -> bool:
        """“The poll found …”: what a survey finds is its statement; what a person finds may be a key."""
        return any(self.t.w[k] in words_of("survey") for k in range(*source))

    def quoted_as(self, i: int) -> bool:
        """“The agency quoted her as saying …”: she is the source, the agency passes it on."""
        t = self.t
        for k in range(i + 2, min(i + 12, len(t.w) - 1)):
            active = cues().get(t.w[k + 1])
            if t.w[k] == "as" and t.t[k + 1] == "VG" and active is not None:
                self.read_to = k + 2
                first = next((x for x in range(i, max(i - 9, 0), -1) if t.t[x - 1] == "Q"), None)
                if first is not None and (k + 2 >= len(t.w) or t.t[k + 2] in (".", ",")):
                    self.left((i + 1, k), (k, k + 2), first, k + 2, "closing")
                else:
                    self.right((i + 1, k), (k, k + 2), k + 2, active)
                return True
            if t.t[k] in FINITE or t.t[k] in (",", "Q"):
                break
        return False

    def figure(self, i: int) -> bool:
        """“put the toll at 340”, “gave a figure of 1,180”: a number as somebody's statement."""
        t = self.t
        start = chain(t, i)
        while start and t.t[start - 1] in ("RB", "HV", "MD"):
            start -= 1
        if not start or t.t[start - 1] in ("BE", "TO", "DT", "PS"):
            return False
        gives = t.w[i] in words_of("gives figure of")
        at = next(
            (
                k
                for k in range(i + 2, min(i + 20, len(t.w)))
                if (t.w[k] == "of" and t.w[k - 1] in words_of("figure") if gives else t.w[k] == "at")
            ),
            None,
        )
        if at is None or not any(clauses.counts(t, k) for k in range(at + 1, min(at + 5, len(t.w)))):
            return False
        if any(t.t[k] in (",", "Q", ";") or (finite(t, k) and t.t[k] != "VB") for k in range(i + 1, at)):
            return False
        source = before_verb(t, start)
        if source is None and t.t[start - 1] in ("CC", ","):
            source = self.shared_subject(start)
        if source is None:
            return False
        self.add(source, (start, i + 1), [(i + 1, extent(t, i + 1, phrase=True))], "figure-given", t.w[i])
        return True

    def evidence(self, i: int) -> bool:
        """“has recorded signs of”, “found no evidence that”: what somebody perceived is his finding."""
        t = self.t
        at = next((k for k in range(i + 1, min(i + 5, len(t.w) - 1)) if t.w[k] in words_of("evidence")), None)
        if at is None or t.w[at + 1] not in ("of", "that") or not all(nominal(t, k) for k in range(i + 1, at)):
            return False
        start = chain(t, i)
        if t.t[i - 1] in ("TO", "BE", "DT", "PS"):
            return False
        source = before_verb(t, start)
        if source is None or t.w[source[0]] in ("i", "we", "you", "it", "nobody"):
            return False
        self.add(source, (start, i + 1), [(i + 1, extent(t, i + 1))], "evidence-seen", t.w[i])
        return True

    def quotes_after(self, k: int) -> bool:
        """“replied to a friend: “…””: who is addressed stands between the verb and the quotation."""
        end = phrase_end(self.t, k)
        return end is not None and self.t.t[end] in ("Q", ":")

    def points_back(self, k: int) -> bool:
        """“denied this”, “disputed that account”: the object is what was said before."""
        t = self.t
        if k >= len(t.w) or t.w[k] not in words_of("points back"):
            return False
        if k + 1 >= len(t.w) or t.t[k + 1] in (".", ",", "IN", "CC", "RB", ";"):
            return True
        return t.t[k + 1] == "NN" and (k + 2 >= len(t.w) or t.t[k + 2] in (".", ",", ";", "CC"))

    def passive(self, start: int, i: int, cue: Cue) -> None:
        """“X was quoted as saying …”, “X is expected to …”."""
        t = self.t
        n = len(t.w)
        saying = self.as_saying(i + 1) if cue.lemma in ("quote", "cite") else None
        if saying is not None:
            source = before_verb(t, start)
            self.read_to = saying + 1
            active = cues()[t.w[saying]]
            if source is not None and not self.closing(source, start, saying, active):
                self.right(source, (start, saying + 1), saying + 1, active)
            return
        if cue.lemma in words_of("told") and self.passive_content(start, i, cue):
            return
        if i + 1 < n and t.w[i + 1] == "by":
            source = after_verb(t, i + 2)
            subject = before_verb(t, start)
            if subject and self.found and self.found[-1].content[-1][1] == t.e[subject[1] - 1]:
                return  # “the claim that it was done by hand has been disputed by …”
            bare = subject is not None and t.w[subject[0]] in ("this", "it") and cue.frames & {"c", "t"}
            if source and subject and (cue.frames & {"n", "m"} or bare) and t.t[subject[0]] != "WH":
                of = source[1] + (source[1] < n and t.t[source[1]] == ",")
                charge = cue.lemma == "accuse" and of + 1 < n and t.w[of] == "of"
                content = [subject, (of, extent(t, of, phrase=True))] if charge else [subject]
                self.add(source, (start, i + 2), content, "passive-by", cue.lemma)
            return
        if i + 1 < n and t.w[i + 1] == "to" and cue.lemma in words_of("opinion"):
            subject = before_verb(t, start)
            if subject:
                self.add(
                    None,
                    (start, i + 1),
                    [subject, (i + 1, extent(t, i + 1, phrase=True))],
                    "passive-opinion",
                    cue.lemma,
                )

    def as_saying(self, i: int) -> int | None:
        """“quoted as saying”, “quoted by the agency as saying”: where “saying” stands."""
        t = self.t
        for k in range(i, min(i + 12, len(t.w) - 1)):
            if t.w[k] == "as" and t.t[k + 1] == "VG" and t.w[k + 1] in cues():
                return k + 1
            if k == i and t.w[k] != "by":
                return None
            if t.t[k] in FINITE or t.t[k] in (",", "Q"):
                return None
        return None

    def fronted_question(self, i: int) -> bool:
        """“Asked by X whether …, Y said”: X's question. Without “by”, the text names nobody who asked."""
        t = self.t
        n = len(t.w)
        if (i and t.t[i - 1] not in ("SU", "CC", ",")) or i + 2 >= n:
            return False
        after, source = i + 1, None
        if t.w[after] == "by":
            source = after_verb(t, after + 1)
            after = source[1] if source else after
            if after < n and t.w[after] not in ("whether", "if", "about", "for", "to"):
                after = skip(t, after, cues()["asked"])
        elif t.t[after] == "IN":  # “asked at the station about”
            after = next(
                (k for k in range(after, min(after + 9, n)) if t.w[k] in _ASKED or t.t[k] in ("Q", ",")), after
            )
        if (
            t.w[after] not in ("whether", "if", "about", "for")
            and t.t[after] not in ("WQ", "WH")
            and t.w[after] != "to"
        ):
            return False
        end = next(
            (
                k
                for k in range(after + 1, n)
                if t.t[k] in (".", "Q") or (t.t[k] == "," and clauses.main_clause(t, k + 1))
            ),
            n,
        )
        self.add(source, (i, i + 1), [(after, end)], "fronted-question", "ask")
        return True

    def passive_content(self, start: int, i: int, cue: Cue) -> bool:
        """“X was asked whether …”, “was told by Y that …”: “by” names the source, or nothing does."""
        t = self.t
        n = len(t.w)
        after, source = i + 1, None
        if after + 1 < n and t.w[after] == "by":
            source = after_verb(t, after + 1)
            if source is None:
                return False
            after = source[1]
        after = skip(t, after, cue)
        if after >= n or t.t[after] == ",":
            return False
        word = t.w[after]
        question = cue.lemma == "ask" and (
            word in ("whether", "if", "about", "for") or t.t[after] in ("WQ", "WH", "TO")
        )
        if not question and word != "that":
            return False
        self.add(source, (start, i + 1), [(after, extent(t, after))], "passive-content", cue.lemma)
        return True

    def adjective(self, i: int, brings: frozenset[str]) -> None:
        """“X is confident that …”, “X, worried about …”."""
        t = self.t
        n = len(t.w)
        if i + 1 >= n or i == 0:
            return
        if t.w[i] == "clear" and self.made_clear(i):
            return
        j = i - 1
        while j > 0 and t.t[j] == "RB":
            j -= 1
        if t.t[j] != "BE" and not (t.t[j] == "PV" and t.w[j].endswith(("'s", "'m", "'re"))):
            return
        start = chain(t, j)
        source = (start, start + 1) if t.t[j] == "PV" else before_verb(t, start)
        if source is None or t.w[source[0]] in ("it", "there", "this", "that", "it's", "that's"):
            return
        word = t.w[i + 1]
        if "t" in brings and (word == "that" or (word not in brings and t.t[i + 1] in STARTS and clause_at(t, i + 1))):
            self.add(source, (start, i + 1), [(i + 1, extent(t, i + 1))], "adjective-that", t.w[i])
        elif word in brings and i + 2 < n:
            self.add(source, (start, i + 2), [(i + 2, extent(t, i + 2, phrase=True))], "adjective-of", t.w[i])

    def made_clear(self, i: int) -> bool:
        """“X made it clear that …”, “X made clear on Monday that …”."""
        t = self.t
        make = i - 1 - (t.w[i - 1] == "it")
        if make < 1 or t.w[make] not in ("make", "makes", "made", "making"):
            return False
        start = chain(t, make)
        while start and t.t[start - 1] in ("TO", "RB"):
            start -= 1
        source = before_verb(t, start)
        source = self.issuer(source, source[1]) or source if source else None
        content = skip(t, i + 1, cues()["say"])
        if source is not None and content < len(t.w) and (t.w[content] == "that" or clause_at(t, content)):
            self.add(source, (start, i + 1), [(content, extent(t, content))], "made-clear", "make")
        return True

    def participle(self, start: int, i: int, cue: Cue) -> None:
        """“…, adding that …”, “people saying that …”, “by saying …”."""
        t = self.t
        if start == 0:
            source = None
        elif t.t[start - 1] == "," or t.t[start - 1] in ("IN", "CC", "SU", "Q") or t.t[start - 1] in DASHES:
            source = self.main_source(start)
        elif t.t[start - 1] in ("NN", "NP", "PN"):
            source = ending_at(t, start)
            source = self.issuer(source, start) or source
        else:
            source = None
        if source is None:
            return
        self.right(source, (start, i + 1), i + 1, cue)

    def issuer(self, document: Range | None, end: int) -> Range | None:
        """“X issued a statement saying that …”: X says it; whoever found a letter does not say what it says."""
        t = self.t
        if document is None or document[0] == 0 or t.w[document[0] - 1] not in words_of("issues"):
            return None
        kept = t.t[end - 1] == "NN" and (t.w[end - 1] in words_of("event") or t.w[end - 1] in words_of("document"))
        return first_subject(t, document[0]) if kept else None

    def main_source(self, start: int) -> Range | None:
        subject = first_subject(self.t, start)
        for found in reversed(self.found):
            if found.source_range is not None:
                fresh = subject is not None and self.t.s[subject[0]] >= found.content[-1][1]
                return subject if fresh else found.source_range
        return subject

    def noun(self, i: int, brings: frozenset[str]) -> None:
        """“X’s claim that …”, “a warning by X that …”."""
        t = self.t
        n = len(t.w)
        if i + 1 >= n:
            return
        source: Range | None = None
        after = i + 1
        if t.w[after] in ("by", "from", "among") and after + 1 < n:
            source = after_verb(t, after + 1)
            if source is None:
                return
            after = source[1]
            if after >= n:
                return
        else:
            k = i - 1
            while k >= 0 and i - k < 4 and t.t[k] in ("NN", "RB", "VX", "VG", "CD") and not possessive(t.w[k]):
                k -= 1
            if k >= 0 and t.t[k] == "PS":
                source = (k, k + 1)
            elif k >= 0 and possessive(t.w[k]):
                source = owner(t, k + 1)
            elif k > 0 and t.t[k] == "DT" and t.w[k - 1] in words_of("holds"):
                source = before_verb(t, k - 1)  # “she takes the view that …”
        word = t.w[after]
        if t.t[after] == "BE" and t.w[after + 1 : after + 2] == ["that"] and "t" in brings and source is not None:
            self.add(source, (i, i + 1), [(after + 1, extent(t, after + 1, noun=True))], "noun-that", t.w[i])
        elif word == "that" and "t" in brings and after + 1 < n and t.t[after + 1] not in FINITE:
            self.add(source, (i, i + 1), [(after, extent(t, after, noun=True))], "noun-that", t.w[i])
        elif source is None:
            return
        elif (
            word == "to" and "i" in brings and after + 1 < n and t.t[after + 1] in ("VB", "NN", "BE", "HV", "DO", "VX")
        ):
            self.add(source, (i, i + 1), [(after, extent(t, after, phrase=True, noun=True))], "noun-to", t.w[i])

    # ------------------------------------------------------------------ extent
