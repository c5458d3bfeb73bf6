"""Who says what: source, cue and content of every attribution in one paragraph's sentences.

Each construction is one function with the name that the export gives as ``rule``. They are tried in the order of
``_CONSTRUCTIONS`` at every cue word, from left to right; the first that fits wins.
"""

from __future__ import annotations

from msgspec import Struct

from ..model import Span
from .sources import (
    FINITE,
    Described,
    Range,
    after_verb,
    before_verb,
    describe,
    ALONE,
    antecedent,
    ending_at,
    first_subject,
    nominal,
    possessive,
)
from .tokens import DASHES, Cue, Sentence, adjective_cues, cues, noun_cues, times


WITHOUT_PROPOSITION = frozenset(
    {
        "infinitive",
        "noun-object",
        "verb-preposition",
        "question-clause",
        "adjective-to",
        "adjective-of",
        "noun-to",
        "noun-of",
    }
)
"""Rules whose content is a plan, a thing or a question: attributed, but nothing that can be true or false."""


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


class Finder:
    """The attributions of one sentence, left to right."""

    def __init__(self, text: str, t: Sentence, paragraph: int, spoken: bool = False) -> None:
        """``spoken``: the sentence is speech but for its cue, so that a fragment may be content too."""
        self.spoken = spoken
        self.text = text
        self.t = t
        self.paragraph = paragraph
        self.found: list[Found] = []
        self.left_taken = 0
        """token up to which the words are content already, so that nothing further right claims them again"""

    def run(self) -> list[Found]:
        t = self.t
        known, nouns, adjectives = cues(), noun_cues(), adjective_cues()
        for i in range(len(t)):
            if t.t[i] == "Q":
                continue
            word = t.w[i]
            cue = known.get(word)
            if word == "according" and i + 1 < len(t) and t.w[i + 1] == "to":
                self.according_to(i)
            elif cue is not None and t.t[i][0] == "V":
                self.verb(i, cue)
            elif word in nouns and t.t[i] != "NP":
                self.noun(i, nouns[word])
            if word in adjectives:
                self.adjective(i, adjectives[word])
        if "Q" in t.t:
            self.unclaimed()
        return self.found

    # ------------------------------------------------------------------ building

    def add(self, source: Range | None, cue: Range, content: list[Range], rule: str, lemma: str) -> None:
        t = self.t
        spans = [self.span(a, b) for a, b in content if b > a]
        if not spans:
            return
        stands_for = source
        if source and t.t[source[0]] in ("WH", "SU") and source[1] - source[0] == 1:
            stands_for = antecedent(t, source[0]) or source
        self.found.append(
            Found(
                source=(self.span(*source),) if source else (),
                source_text=self.text[slice(*self.span(*stands_for))] if stands_for else "",
                described=describe(self.text, t, stands_for) if stands_for else NOBODY,
                cue=(self.span(*cue),),
                content=spans,
                rule=rule,
                lemma=lemma,
                paragraph=self.paragraph,
                source_range=source,
                sentence=t,
            )
        )

    def span(self, first: int, end: int) -> Span:
        return self.t.s[first], self.t.e[end - 1]

    def announcement(self) -> Found | None:
        """“X said:” with nothing after it: source and cue of what the next paragraph holds."""
        t = self.t
        end = len(t) - 1
        for i in range(end - 1, max(end - 20, -1), -1):
            cue = cues().get(t.w[i])
            if cue is None or t.t[i][0] != "V" or "q" not in cue.frames:
                continue
            group = self.group(i, cue)
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

    # ------------------------------------------------------------------ quotations that no cue claimed

    def unclaimed(self) -> None:
        """A whole sentence in marks beside a verb that is in no list, or after a colon."""
        t = self.t
        taken = [s for f in self.found for s in f.content]
        i = 0
        while i < len(t):
            end = self.quotes_end(i) if t.t[i] == "Q" else i + 1
            if t.t[i] == "Q" and not any(a <= t.s[i] and t.e[end - 1] <= b for a, b in taken):
                self.unlisted(i, end)
            i = end

    def unlisted(self, i: int, end: int) -> None:
        t = self.t
        whole = self.whole(i)
        if end < len(t) and (t.t[end] in DASHES or t.w[end] == "-") and end + 1 < len(t) and t.t[end + 1] == "NP":
            source = after_verb(t, end + 1)
            if source is not None and (source[1] >= len(t) or t.t[source[1]] in (".", "(", ",")):
                self.add(source, (end, end + 1), [(i, end)], "signed-quotation", "")
                return
        if i and t.t[i - 1] == ":":
            source = first_subject(t, i - 1)
            if source is None and i > 1:
                source = ending_at(t, i - 1)
                source = source if source and source[0] == 0 else None
            self.add(source, (i - 1, i), [(i, end)], "colon", ":")
            return
        if not whole:
            return
        if i > 1 and t.t[i - 1] == ",":
            source = first_subject(t, i - 1)
            if source is not None:
                self.add(source, (i - 1, i), [(i, end)], "unlisted-verb-before", "")
                return
        for k in range(end + 1, min(end + 12, len(t))):
            if t.t[k] in ("VX", "VD", "VZ") and not nominal(t, k):
                source = before_verb(t, k)
                if source is not None and source[0] == end:
                    self.add(source, (k, k + 1), [(i, end)], "unlisted-verb-after", "")
                break

    def whole(self, i: int) -> bool:
        """Whether the quotation at token ``i`` is a sentence of its own: a capital first, a mark last."""
        words = self.text[self.t.s[i] : self.t.e[i]].strip("“”\"'`‘’«»„ ")
        return words[:1].isupper() and words[-1:] in (".", ",", "?", "!", "…")

    # ------------------------------------------------------------------ according to

    def according_to(self, i: int) -> None:
        """“…, according to X” and “According to X, …”."""
        t = self.t
        source = after_verb(t, i + 2)
        if source is None:
            return
        first_word = next((k for k in range(i) if t.t[k] not in ("CC", "RB", ",")), i)
        if first_word == i:
            start = source[1] + (source[1] < len(t) and t.t[source[1]] == ",")
            self.add(source, (i, i + 2), [(start, self.extent(start))], "according-to-first", "according")
            return
        content = [(self.clause_start(i), self.before_comma(i))]
        after = source[1]
        if after < len(t) and t.t[after] == "," and self.finite_in(after, len(t)) and not self.is_cue_at(after + 1):
            content.append((after + 1, self.extent(after + 1)))
        self.add(source, (i, i + 2), content, "according-to", "according")

    def is_cue_at(self, i: int) -> bool:
        t = self.t
        while i < len(t) and t.t[i] in ("CC", "RB", "SU", "WH"):
            return True
        return i < len(t) and t.w[i] in cues()

    def finite_in(self, first: int, end: int) -> bool:
        t = self.t
        return self.spoken or any(t.t[k] in FINITE and not nominal(t, k) or t.t[k] == "Q" for k in range(first, end))

    def before_comma(self, i: int) -> int:
        return i - 1 if i and self.t.t[i - 1] == "," else i

    def clause_start(self, before: int) -> int:
        """Where the clause to the left begins: the start of the sentence, after a leading conjunction, or after “;”."""
        t = self.t
        i = before - 1
        while i >= 0 and t.t[i] not in (";",):
            if t.t[i] in (":",) and i < before - 1:
                break
            i -= 1
        i += 1
        if i == 0:
            i = self.past_dateline(before)
        while i < before and t.t[i] in ("CC", ","):
            i += 1
        return i

    def past_dateline(self, before: int) -> int:
        """Past “BRNO (Reuters) —” and “(Ivo Marek, Daily Post)” at the start of an article."""
        t = self.t
        if t.t[0] not in ("NP", "("):
            return 0
        k = 0
        while k < min(before, 12) and t.t[k] in ("NP", "(", ")", ",", "."):
            k += 1
        if k < before and t.t[k] in DASHES or k and k < before and t.t[0] == "(" and t.t[k - 1] == ")":
            return k + (t.t[k] in DASHES)
        close = next((n for n in range(1, min(before, 10)) if t.t[n] == ")"), 0)
        return close + 1 if t.t[0] == "(" and close else 0

    # ------------------------------------------------------------------ verbs

    def verb(self, i: int, cue: Cue) -> None:
        t = self.t
        group = self.group(i, cue)
        if group is None:
            return
        start, voice = group
        after = i + 1
        if voice == "passive":
            self.passive(start, i, cue)
            return
        if voice == "participle":
            self.participle(start, i, cue)
            return
        if voice == "active" and self.as_said(start, i, cue):
            return
        if "q" in cue.frames and self.inverted(start, i, cue):
            return
        source = (start, start + 1) if t.t[start] == "PV" else before_verb(t, start)
        own = source is not None
        if source is None and start and t.t[start - 1] in ("CC", ","):
            source = self.shared_subject(start)
        elif source is None and voice == "infinitive":
            source = first_subject(t, start)
        if source is None:
            return
        if own and "q" in cue.frames and voice != "infinitive" and self.closing(source, start, i, cue):
            return
        self.right(source, (start, i + 1), after, cue, "subject-verb")

    def group(self, i: int, cue: Cue) -> tuple[int, str] | None:
        """Where the verb group begins and its voice, or None where the word is no verb here."""
        t = self.t
        j = i - 1
        while j >= 0 and t.t[j] == "RB":
            j -= 1
        tag = t.t[j] if j >= 0 else ""
        word = t.w[j] if j >= 0 else ""
        if cue.form in ("G",):
            if tag == "BE":
                return self.chain(j), "active"
            if tag in ("DT", "PS", "CD") or (t.t[i - 1] in ("NP", "NN") and possessive(t.w[i - 1])):
                return None
            return j + 1, "participle"
        if cue.form == "B":
            if tag == "TO":
                return self.infinitive(j)
            if tag in ("MD", "DO"):
                return self.chain(j), "active"
            if tag in ("PP", "PN", "WH") or (tag == "PV" and word.endswith(("'d", "'ll"))):
                return (j if tag == "PV" else j + 1), "active"
            if tag == "CC" and j + 1 == i:
                return (i, "active") if "q" in cue.frames or "c" in cue.frames else None
            if (
                tag in ("NN", "NP")
                and (word.endswith("s") or tag == "NN" and word in _PLURALS)
                and not possessive(word)
            ):
                return (j + 1, "active") if self.has_object(i) or "q" in cue.frames and "Q" in t.t[:j] else None
            return None
        if cue.form == "Z":
            if tag in ("DT", "PS", "IN", "CD", "TO", "MD") or possessive(word):
                return None
            if tag in ("NN", "NP", "PN", "PP", "WH", ",", "CC", ")", "Q", "SU", "VZ", "VB") or j < 0 or j + 1 < i:
                if tag == "NN" and (word.endswith("s") and not word.endswith("ss") or not self.determined(j)):
                    return None
                return j + 1, "active"
            return None
        if tag == "PV" and word.endswith("'s") and cue.lemma in _HAS_SAID:
            return self.chain(j), "active"
        if (
            tag == "BE"
            or word in ("gets", "got", "get")
            or (tag == "PV" and word.endswith(("'s", "'re", "'m")) and cue.form != "D")
        ):
            return self.chain(j), "passive"
        if tag == "HV" or (tag == "PV" and word.endswith(("'ve", "'s", "'d"))):
            return self.chain(j), "active"
        if cue.form == "N":
            return (j + 1, "participle-passive") if False else None
        if tag in ("DT", "PS", "IN") and word not in ALONE or possessive(word):
            return None
        return j + 1, "active"

    def determined(self, noun: int) -> bool:
        """Whether a common noun has an article, a possessive or a name before it; else “crude remarks” is no verb."""
        phrase = ending_at(self.t, noun + 1)
        return phrase is not None and (
            self.t.t[phrase[0]] in ("DT", "PS", "NP", "CD") or any(possessive(self.t.w[k]) for k in range(*phrase))
        )

    def infinitive(self, to: int) -> tuple[int, str] | None:
        return to, "infinitive"

    def chain(self, j: int) -> int:
        """The start of a chain of auxiliaries that ends at ``j``."""
        t = self.t
        while j > 0 and (
            t.t[j - 1] in ("MD", "BE", "HV", "DO")
            or t.t[j - 1] == "RB"
            and j > 1
            and t.t[j - 2] in ("MD", "BE", "HV", "DO")
        ):
            j -= 1
        while (
            j > 0
            and t.t[j - 1] == "RB"
            and t.w[j - 1] in ("also", "then", "now", "later", "still", "once", "even", "earlier")
        ):
            j -= 1
        return j

    def has_object(self, i: int) -> bool:
        t = self.t
        return i + 1 < len(t) and t.t[i + 1] not in ("VX", "VD", "VZ", "BE", "HV", "MD", "DO", ".", ",", "IN", "CC")

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
        if not put and "q" not in cue.frames:
            return False
        source = before_verb(t, start)
        if (
            source is None
            or source[0] == 0
            or t.w[source[0] - 1] != "as"
            or source[0] > 1
            and t.w[source[0] - 2] in ("so", "such")
        ):
            return False
        end = i + 1
        if put and not (end < len(t) and t.w[end] == "it"):
            return False
        end = self.skip(end + put, cue)
        at = source[0] - 1
        if at == 0 or all(t.t[k] in ("CC", "RB", ",") for k in range(at)):
            if end < len(t) and t.t[end] in (",", ":"):
                self.add(
                    source,
                    (start, i + 1),
                    [(end + 1, self.quoted_extent(end + 1))] if end + 1 < len(t) else [],
                    "as-said",
                    cue.lemma,
                )
                return True
            return False
        if (
            t.t[at - 1] not in (",", "Q")
            and t.t[at - 1] not in DASHES
            or end < len(t)
            and t.t[end] not in (",", ".", "Q", "?")
        ):
            return False
        content = [(self.clause_start(at), at - (t.t[at - 1] != "Q"))]
        if end + 1 < len(t) and t.t[end] == ",":
            content.append((end + 1, self.extent(end + 1)))
        self.add(source, (start, i + 1), content, "as-said", cue.lemma)
        return True

    def inverted(self, start: int, i: int, cue: Cue) -> bool:
        """“…,” said X.   …, said X."""
        t = self.t
        if cue.form not in ("D", "X", "Z") or i + 1 >= len(t):
            return False
        before = t.t[start - 1] if start else ""
        quoted = before == "Q" or before == "," and start > 1 and t.t[start - 2] == "Q"
        if not (quoted or before == "," or start == 0):
            return False
        source = after_verb(t, i + 1)
        if source is None or t.t[source[0]] in ("PO",):
            return False
        after = source[1]
        if after < len(t) and t.t[after] in ("VX", "VD", "VZ", "BE", "HV", "MD", "DO", "SU", "PV", "VB"):
            return False
        if start == 0:
            if after < len(t) and t.t[after] in (":", ",", "Q"):
                self.right(source, (start, i + 1), after, cue, "inverted-first")
                return True
            return False
        if not quoted:
            if (
                not {"q", "c"} <= cue.frames
                or cue.lemma == "tell"
                or before_verb(t, start) is not None
                or not self.finite_in(self.clause_start(start), start - 1)
            ):
                return False
            if (
                source[1] < len(t)
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
        if first == 0:
            return False
        before = t.t[first - 1]
        quoted = before == "Q" or before == "," and first > 1 and t.t[first - 2] == "Q"
        quoted = quoted and not self.names_a_work(first - 1 if before == "Q" else first - 2)
        after = self.skip(i + 1, cue)
        ends = after >= len(t) or t.t[after] in (".", "?", "!", ",", ";", "CC", ")") or t.t[after] in DASHES
        if quoted:
            if (
                not ends
                and not self.whole(first - 1 if before == "Q" else first - 2)
                and t.t[after] not in ("Q", ":", "IN", "SU", "VG", "RB", "TO")
                or (i + 1 < len(t) and t.w[i + 1] == "that")
            ):
                return False
            self.left(source, (start, i + 1), first, after, "closing")
            return True
        if before not in (",",) and before not in DASHES or "c" not in cue.frames:
            return False
        if not ends or not self.finite_in(self.clause_start(first), first - 1) and t.t[after - 1] == ",":
            return False
        if after < len(t) and t.t[after] == "," and after + 1 < len(t) and t.t[after + 1] == "Q":
            return False
        if not self.spoken and t.t[self.clause_start(first)] in ("SU", "IN", "VG") and not self.resumes(after):
            return False
        self.left(source, (start, i + 1), first, after, "closing-clause")
        return True

    def resumes(self, after: int) -> bool:
        t = self.t
        return after + 1 < len(t) and t.t[after] == "," and self.finite_in(after + 1, len(t))

    def left(self, source: Range, cue: Range, before: int, after: int, rule: str) -> None:
        """Content to the left, and to the right too where the sentence goes on after the cue."""
        t = self.t
        first = self.clause_start(before)
        end = before - 1 if t.t[before - 1] == "," and before - 1 > first and t.t[before - 2] != "Q" else before
        if t.t[end - 1] in (",",) or t.t[end - 1] in DASHES:
            end -= 1
        if t.t[before - 1] == "Q" or (t.t[before - 1] == "," and t.t[before - 2] == "Q"):
            q = before - 1 if t.t[before - 1] == "Q" else before - 2
            first = self.quote_clause(first, q)
            end = q + 1
        content = [(first, end)]
        while (
            after < len(t)
            and t.t[after] in (",", "--")
            or after < len(t)
            and t.w[after] == "and"
            and after + 1 < len(t)
            and t.t[after + 1] == "Q"
        ):
            after += 1
        if after < len(t) and t.t[after] == "Q" and not self.names_a_work(after):
            content.append((after, self.quotes_end(after)))
        elif rule != "closing" and after < len(t) and t.t[after - 1] == "," and self.mid(first, end, after):
            content.append((after, self.extent(after)))
        self.add(source, cue, content, rule, "")

    def mid(self, first: int, end: int, after: int) -> bool:
        """“The law, he said, would fail”: the clause to the left lacks its verb, so it goes on to the right."""
        t = self.t
        if "Q" in t.t[after:] and t.t[after] in ("IN", "VG"):
            return True
        if t.t[after] in ("VG", "CC", "RB", "WH", "IN"):
            return False
        if t.t[first] in ("SU", "IN", "VG", "TO"):
            return self.finite_in(after, len(t))
        return not self.finite_in(first, end)

    def quote_clause(self, first: int, q: int) -> int:
        """Where content that ends in a quotation begins: at the quotation, unless the clause runs into it."""
        t = self.t
        if q == first:
            return first
        k = q
        while k > first and t.t[k - 1] == "Q":
            k -= 1
        if k > first and t.t[k - 1] not in (".", ",", ":") and t.t[q] == "Q":
            words = self.text[t.s[q] : t.e[q]]
            inner = words.strip("“”\"'`‘’ ")
            if inner[:1].islower() or len(inner.split()) < 4:
                return first
        return k

    def quotes_end(self, i: int) -> int:
        """Past neighbouring quotations: “A,” “B” and “C”."""
        t = self.t
        while i < len(t) and (t.t[i] == "Q" or t.t[i] in (",", "CC") and i + 1 < len(t) and t.t[i + 1] == "Q"):
            i += 1
        return i

    def names_a_work(self, i: int) -> bool:
        """“on NBC’s “Morning Talk””: the quotation at token ``i`` is the name of a programme, book or the like."""
        t = self.t
        before = t.w[i - 1] if i else ""
        inner = self.text[t.s[i] : t.e[i]].strip("“”\"'`‘’«»„., ")
        words = inner.split()
        capitals = sum(1 for w in words if w[:1].isupper() or w in ("the", "of", "a", "and", "in", "with", "to", "for"))
        return (
            bool(words)
            and len(words) < 9
            and capitals == len(words)
            and (possessive(before) or t.t[i - 1] in ("IN", "DT", "PS") or before in _WORKS)
        )

    def skip(self, i: int, cue: Cue) -> int:
        """Past addressee, time and place between a verb and its content: “said in Brno on Monday that”."""
        t = self.t
        n = len(t)
        while i < n and t.t[i] == "RB" and t.w[i] not in ("not",):
            i += 1
        if "o" in cue.frames and i < n and (nominal(t, i) or t.t[i] == "PO"):
            k = self.addressee(i)
            if k is not None:
                i = k
        while i < n:
            if t.w[i] in times() and not (t.t[i] == "NP" and i + 1 < n and t.t[i + 1] in FINITE):
                i += 1
            elif t.t[i] in ("IN", "TO") or t.w[i] in ("after", "before", "when", "as", "while"):
                k = self.phrase_end(i)
                if k is None:
                    break
                i = k
            elif (
                (t.t[i] == "DT" or t.w[i] in ("late", "early", "last", "next")) and i + 1 < n and t.w[i + 1] in times()
            ):
                i += 2
            elif t.t[i] == "RB":
                i += 1
            elif t.t[i] == "," and i + 1 < n and (t.w[i + 1] == "that" or t.t[i + 1] == "Q"):
                i += 1
            else:
                break
        return i

    def addressee(self, i: int) -> int | None:
        """Past the person told: up to “that”, a quotation, a time, a preposition or a fresh subject."""
        t = self.t
        n = len(t)
        if t.t[i] == "PO" or t.w[i] in ("you", "it"):
            return i + 1
        k = i
        while k < n and k - i < 14:
            if t.t[k] == "Q" and self.names_a_work(k):
                k += 1
                continue
            if t.t[k] in ("Q", ":", ",", ".") or t.w[k] == "that" or t.t[k] in ("SU", "WQ", "TO") or t.w[k] in times():
                return k
            if k > i and t.t[k] in ("PP", "PV"):
                return k
            if k > i and t.t[k] in ("DT", "PS") and t.t[k - 1] not in ("IN", "CC", "DT"):
                return k
            if k > i and t.t[k] == "IN" and t.w[k] not in ("of", "for", "from", "at", "with"):
                return k
            if not nominal(t, k) and t.t[k] not in ("IN", "CC"):
                return None
            k += 1
        return None

    def phrase_end(self, i: int) -> int | None:
        """Past a prepositional phrase, when content still follows it."""
        t = self.t
        n = len(t)
        k = i + 1
        while k < n and k - i < 16:
            if t.t[k] == "Q" and self.names_a_work(k):
                k += 1
                continue
            if t.t[k] in ("Q", ":") or t.w[k] == "that" and t.t[k - 1] != "IN":
                return k
            if t.t[k] in (".", ";", ","):
                return k
            if t.t[k] in ("PP", "PV") and t.t[k - 1] not in ("IN",):
                return k
            if t.w[k] in times() and (k + 1 >= n or t.t[k + 1] not in ("NN",)):
                return k
            if t.t[k] in ("DT", "PS") and k > i + 1 and t.t[k - 1] in ("NN", "NP"):
                return k
            k += 1
        return None

    def right(self, source: Range, group: Range, after: int, cue: Cue, rule: str) -> None:
        """X said (that) …   X told Y (that) …   X called for …"""
        t = self.t
        n = len(t)
        if cue.particles and after < n:
            k = after
            if t.w[k] in cue.particles:
                start = k + 1
                if cue.lemma == "point" and t.w[k] == "out":
                    cue = Cue("point", cue.form, frozenset("qcn"), frozenset())
                    after = k + 1
                elif cue.lemma == "go" and t.w[k] == "on":
                    return
                else:
                    if start < n and t.t[start] not in (".", ",", "CC"):
                        self.add(
                            source, group, [(start, self.extent(start, phrase=True))], "verb-preposition", cue.lemma
                        )
                    return
        start = self.skip(after, cue)
        if start >= n:
            return
        frames = cue.frames
        if t.w[start] == ":" or (t.t[start] == "," and start + 1 < n and t.t[start + 1] == "Q"):
            if "q" in frames and start + 1 < n:
                self.add(source, group, [(start + 1, self.quoted_extent(start + 1))], "opening", cue.lemma)
            return
        if t.t[start] == "Q":
            if frames & {"n", "m", "c", "t"} or self.whole(start):
                self.add(source, group, [(start, self.quoted_extent(start))], "opening", cue.lemma)
            return
        if t.w[start] == "that" and frames & {"c", "t"}:
            self.add(source, group, [(start, self.extent(start))], "that-clause", cue.lemma)
            return
        if t.w[after] == "to" and "i" in frames and after + 1 < n:
            self.add(source, group, [(after, self.extent(after, phrase=True))], "infinitive", cue.lemma)
            return
        if t.t[start] == "TO" and "i" in frames | {"i" if "o" in frames else ""}:
            self.add(source, group, [(start, self.extent(start, phrase=True))], "infinitive", cue.lemma)
            return
        if (t.t[start] in ("WQ", "WH") or t.w[start] in ("whether", "if")) and frames & {"w", "c"}:
            self.add(source, group, [(start, self.extent(start))], "question-clause", cue.lemma)
            return
        if "c" in frames and (self.clause_at(start) or cue.lemma == "say" and t.t[start] in _STARTS):
            self.add(source, group, [(start, self.extent(start))], "bare-clause", cue.lemma)
            return
        if (
            ("n" in frames or "m" in frames and describe(self.text, t, source).kind != "nominal")
            and t.t[group[0]] != "TO"
            and after < n
            and (nominal(t, after) or t.t[after] in ("VG", "PO", "RB", "VX", "WQ", "VB", "VZ"))
        ):
            self.add(source, group, [(after, self.extent(after, phrase=True))], "noun-object", cue.lemma)

    def quoted_extent(self, start: int) -> int:
        """Content that opens with a quotation ends with it where it is a sentence of its own."""
        t = self.t
        if t.t[start] == "Q":
            if self.whole(start):
                return self.quotes_end(start)
        return self.extent(start)

    def clause_at(self, i: int) -> bool:
        """Whether a clause begins here: a noun phrase or adverbial, and a finite verb soon."""
        t = self.t
        if t.t[i] in (".", ",", ";", "CC", "Q"):
            return False
        return any(t.t[k] in FINITE and not nominal(t, k) for k in range(i, min(i + 40, len(t))))

    def passive(self, start: int, i: int, cue: Cue) -> None:
        """“X was quoted as saying …”, “X is expected to …”."""
        t = self.t
        n = len(t)
        if cue.lemma == "quote" and i + 2 < n and t.w[i + 1] == "as" and t.t[i + 2] == "VG":
            source = before_verb(t, start)
            if source is not None:
                active = cues().get(t.w[i + 2])
                if active and not self.closing(source, start, i + 2, active):
                    self.right(source, (start, i + 3), i + 3, active, "quoted-as-saying")
            return
        if i + 1 < n and t.w[i + 1] == "by":
            source = after_verb(t, i + 2)
            subject = before_verb(t, start)
            if source and subject and cue.frames & {"n", "m"}:
                self.add(source, (start, i + 2), [subject], "passive-by", cue.lemma)
            return
        if cue.lemma in (
            "ask",
            "tell",
            "inform",
            "say",
            "report",
            "assume",
            "believe",
            "allege",
        ) and self.passive_content(start, i, cue):
            return
        if i + 1 < n and t.w[i + 1] == "to" and cue.lemma in _OPINION:
            subject = before_verb(t, start)
            if subject:
                self.add(
                    None,
                    (start, i + 1),
                    [subject, (i + 1, self.extent(i + 1, phrase=True))],
                    "passive-opinion",
                    cue.lemma,
                )

    def passive_content(self, start: int, i: int, cue: Cue) -> bool:
        """“X was asked whether …”, “was told by Y that …”, “it is believed that …”: the source is named by “by”, or not."""
        t = self.t
        n = len(t)
        after, source = i + 1, None
        if after + 1 < n and t.w[after] == "by":
            source = after_verb(t, after + 1)
            if source is None:
                return False
            after = source[1]
        after = self.skip(after, cue)
        if after >= n or t.t[after] == ",":
            return False
        word = t.w[after]
        question = cue.lemma == "ask" and (
            word in ("whether", "if", "about", "for") or t.t[after] in ("WQ", "WH", "TO")
        )
        if not question and word != "that":
            return False
        self.add(source, (start, i + 1), [(after, self.extent(after))], "passive-content", cue.lemma)
        return True

    def adjective(self, i: int, brings: frozenset[str]) -> None:
        """“X is confident that …”, “X, worried about …”."""
        t = self.t
        n = len(t)
        if i + 1 >= n or i == 0:
            return
        j = i - 1
        while j > 0 and t.t[j] == "RB":
            j -= 1
        if t.t[j] != "BE" and not (t.t[j] == "PV" and t.w[j].endswith(("'s", "'m", "'re"))):
            return
        start = self.chain(j)
        source = (start, start + 1) if t.t[j] == "PV" else before_verb(t, start)
        if source is None or t.w[source[0]] in ("it", "there", "this", "that", "it's", "that's"):
            return
        word = t.w[i + 1]
        if "t" in brings and (word == "that" or word not in brings and t.t[i + 1] in _STARTS and self.clause_at(i + 1)):
            self.add(source, (start, i + 1), [(i + 1, self.extent(i + 1))], "adjective-that", t.w[i])
        elif word == "to" and "i" in brings:
            self.add(source, (start, i + 1), [(i + 1, self.extent(i + 1, phrase=True))], "adjective-to", t.w[i])
        elif word in brings and i + 2 < n:
            self.add(source, (start, i + 2), [(i + 2, self.extent(i + 2, phrase=True))], "adjective-of", t.w[i])

    def participle(self, start: int, i: int, cue: Cue) -> None:
        """“…, adding that …”, “people saying that …”, “by saying …”."""
        t = self.t
        if start == 0:
            source = None
        elif t.t[start - 1] == "," or t.t[start - 1] in ("IN", "CC", "SU", "Q") or t.t[start - 1] in DASHES:
            source = self.main_source(start)
        elif t.t[start - 1] in ("NN", "NP", "PN"):
            source = ending_at(t, start)
        else:
            source = None
        if source is None:
            return
        self.right(source, (start, i + 1), i + 1, cue, "participle")

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
        n = len(t)
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
                source = ending_at(t, k + 1)
        word = t.w[after]
        if word == "that" and "t" in brings and after + 1 < n and t.t[after + 1] not in FINITE:
            self.add(source, (i, i + 1), [(after, self.extent(after))], "noun-that", t.w[i])
        elif source is None:
            return
        elif (
            word == "to" and "i" in brings and after + 1 < n and t.t[after + 1] in ("VB", "NN", "BE", "HV", "DO", "VX")
        ):
            self.add(source, (i, i + 1), [(after, self.extent(after, phrase=True))], "noun-to", t.w[i])
        elif word in brings and after + 1 < n:
            self.add(source, (i, after + 1), [(after + 1, self.extent(after + 1, phrase=True))], "noun-of", t.w[i])

    # ------------------------------------------------------------------ extent

    def extent(self, start: int, phrase: bool = False) -> int:
        """Where content that begins at ``start`` ends. ``phrase``: a noun phrase, which ends sooner than a clause."""
        t = self.t
        n = len(t)
        depth = 0
        i = start
        within = self.within_clause(start)
        while i < n:
            tag, word = t.t[i], t.w[i]
            if tag == "(":
                depth += 1
            elif tag == ")":
                if depth == 0:
                    return i
                depth -= 1
            elif depth == 0 and i > start:
                if tag == ";":
                    return i
                if within and (tag == "," or tag == "Q" and self.text[t.e[i] - 2] == ",") and self.main_clause(i + 1):
                    return i + (tag == "Q")
                if tag == "VG" and t.t[i - 1] == "Q" and word in cues():
                    return i
                if tag == "Q" and i + 1 < n and (t.t[i + 1] in ("NP", "PP", "DT") and self.new_cue(i + 1)):
                    return i
                if tag in (".", "?", "!", "…") and i == n - 1:
                    return i
                if (tag == "," or tag in DASHES) and self.stops_at_comma(i, phrase):
                    return i
                if tag == "CC" and self.conjoined_cue(i, phrase):
                    return i
                if phrase and (
                    tag == "SU"
                    and word
                    in (
                        "when",
                        "while",
                        "after",
                        "before",
                        "because",
                        "as",
                        "if",
                        "since",
                        "until",
                        "although",
                        "though",
                    )
                    and word != "as"
                    or word in _DAYS
                ):
                    return i - 1 if t.w[i - 1] in ("on", "last") else i
                if (
                    phrase
                    and tag == "IN"
                    and word in ("in", "during", "on", "at")
                    and i + 2 < n
                    and any(t.w[k] in _EVENTS for k in range(i + 1, min(i + 5, n)))
                ):
                    return i
            i += 1
        return n

    def within_clause(self, start: int) -> bool:
        """“When X said that …, both …”: the sentence opens with a clause that holds the cue."""
        t = self.t
        return (
            t.t[0] == "SU"
            and t.w[0]
            in ("when", "while", "although", "though", "after", "if", "since", "because", "as", "before", "whereas")
            and not any(t.t[k] == "," and self.main_clause(k + 1) for k in range(1, start))
        )

    def main_clause(self, i: int) -> bool:
        """Whether a subject and a finite verb begin at token ``i``."""
        t = self.t
        if i >= len(t) or not (nominal(t, i) or t.t[i] == "PV"):
            return False
        for k in range(i, min(i + 12, len(t))):
            if t.t[k] in ("BE", "HV", "MD", "DO", "VD", "PV", "VZ", "VX") and not nominal(t, k):
                return True
            if not (nominal(t, k) or t.t[k] in ("IN", "RB")):
                return False
        return False

    def new_cue(self, i: int) -> bool:
        t = self.t
        return any(t.w[k] in cues() and t.t[k] in ("VX", "VD", "VZ") for k in range(i, min(i + 8, len(t))))

    def stops_at_comma(self, i: int, phrase: bool) -> bool:
        t = self.t
        n = len(t)
        k = i + 1
        if k >= n:
            return True
        word, tag = t.w[k], t.t[k]
        if word == "according":
            return True
        if tag == "VG" and word in cues():
            return True
        if word == "while" or word == "whereas":
            return True
        if tag == "CC" and (
            self.conjoined_cue(k, phrase) or k + 1 < n and t.t[k + 1] in ("VX", "VD", "WQ") or self.adverbial_next(k)
        ):
            return True
        if t.t[i] in DASHES and tag == "CC":
            return True
        if self.states_next(k):
            return True
        if phrase:
            return tag in ("VG", "IN", "SU", "PP", "RB", "PV") or tag == "CC" and self.finite_soon(k)
        return self.said_next(k)

    def adverbial_next(self, k: int) -> bool:
        """“…, and when asked …”: a new clause of the article's own, as against “…, and that …”."""
        t = self.t
        return k + 1 < len(t) and t.t[k + 1] == "SU" and t.w[k + 1] != "that"

    def states_next(self, k: int) -> bool:
        """“…, 39 have said they …”, “…, said one …”: another statement begins after the comma."""
        t = self.t
        for j in range(k, min(k + 6, len(t))):
            cue = cues().get(t.w[j])
            if cue is not None and t.t[j] in ("VX", "VD", "VZ") and {"q", "c"} <= cue.frames:
                return True
            if not (nominal(t, j) or t.t[j] in ("RB", "HV")):
                return False
        return False

    def finite_soon(self, i: int) -> bool:
        t = self.t
        return any(t.t[k] in FINITE and not nominal(t, k) for k in range(i + 1, min(i + 4, len(t))))

    def said_next(self, k: int) -> bool:
        """“…, he said” at the end: the clause belongs to that cue."""
        t = self.t
        n = len(t)
        for j in range(k, min(k + 8, n)):
            if t.w[j] in ("said", "says", "added", "adds", "wrote", "told") and (
                j + 1 >= n or t.t[j + 1] in (".", ",", "IN")
            ):
                return all(nominal(t, x) or t.t[x] == "RB" for x in range(k, j))
        return False

    def conjoined_cue(self, i: int, phrase: bool) -> bool:
        """“and said …”, “but he added …”: the next statement begins."""
        t = self.t
        n = len(t)
        k = i + 1
        while k < n and t.t[k] == "RB":
            k += 1
        if k >= n:
            return False
        if t.w[i] == "but" and t.t[k] in ("DO", "BE", "HV", "MD"):
            return True
        if t.t[k] == "IN":  # “but in a later interview said”
            while k < n and (t.t[k] == "IN" or nominal(t, k)) and k - i < 7 and t.t[k] != "PP":
                k += 1
            if k >= n:
                return False
        cue = cues().get(t.w[k])
        if cue is not None and cue.form in ("X", "D", "Z") and t.t[k] != "NP":
            return phrase or "c" in cue.frames and "q" in cue.frames
        if t.w[i] in ("and", "but") and t.t[i - 1] == ",":
            for j in range(k, min(k + 5, n)):
                cue = cues().get(t.w[j])
                if (
                    cue is not None
                    and t.t[j] in ("VX", "VD", "VZ")
                    and cue.form in ("X", "D", "Z")
                    and {"q", "c"} <= cue.frames
                ):
                    return j > k
                if not (nominal(t, j) or t.t[j] == "RB" or t.t[j] == "HV"):
                    break
        return False


_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday".split())
_EVENTS = frozenset("interview statement speech debate rally tweet letter conference testimony".split())
_PLURALS = frozenset({"people", "police", "men", "women", "children"})
_OPINION = frozenset(
    {
        "expect",
        "believe",
        "think",
        "say",
        "report",
        "know",
        "understand",
        "predict",
        "project",
        "allege",
        "consider",
    }
)

_WORKS = frozenset(
    "show program programme book film movie series podcast album song memoir novel column documentary bestseller".split()
)
_HAS_SAID = frozenset({"say", "promise", "vow", "argue", "write", "pledge"})
_STARTS = frozenset({"NN", "NP", "DT", "PS", "PP", "PN", "PV", "CD", "SU", "VG", "VB"})
