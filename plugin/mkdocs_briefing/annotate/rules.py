"""Every rule that the export names, with its reason and an example: what stands behind a callout or claim.

The docs list them from here, and the tests run every example.
"""

from __future__ import annotations

from ..model import Record


class Rule(Record, frozen=True, kw_only=True):
    """``name`` as in the export; ``example``: a text (lines are paragraphs, “> ” opens a block quotation) for it."""

    name: str
    why: str
    example: str


def _rule(name: str, why: str, example: str) -> Rule:
    return Rule(name=name, why=why, example=example)


QUOTATIONS: tuple[Rule, ...] = (
    _rule("marks", "words between an opening and a closing mark", "“We wait here,” said Ivo Marek."),
    _rule("left-open", "a mark that nothing closes runs to the end of its paragraph", "Ivo Marek said: “We wait here."),
    _rule(
        "ends-at-cue",
        "one that nothing closes ends where a cue within it names its speaker",
        "“We wait here, said Ivo Marek. Nobody came.",
    ),
    _rule(
        "goes-on-without-mark",
        "after a quotation left open, the next paragraph needs no opening mark",
        "“We wait here,” said Ivo Marek. “Nobody came.\nNobody will come.”",
    ),
    _rule("speech-dash", "a dash opens speech where a cue is inserted", "– We wait here, says Ivo Marek."),
    _rule(
        "signed-post",
        "a line with a name and a handle or date signs the paragraph before it",
        "The bridge is open again.\n— Harbour Watch (@harbour_watch) March 3, 2021",
    ),
)

ATTRIBUTIONS: tuple[Rule, ...] = (
    _rule("closing", "a quotation, then its speaker and a verb of saying", "“We wait here,” Ivo Marek said."),
    _rule("inverted", "a quotation, then a verb of saying and its speaker", "“We wait here,” said Ivo Marek."),
    _rule("opening", "speaker and verb, then the quotation", "Ivo Marek said, “We wait here.”"),
    _rule("that-clause", "a verb of saying or thinking with “that”", "Ivo Marek said that the bridge was safe."),
    _rule("bare-clause", "the same without “that”", "Ivo Marek said the bridge was safe."),
    _rule("question-clause", "a verb with a question", "Ivo Marek asked whether the bridge was safe."),
    _rule("closing-clause", "a statement without marks, then speaker and verb", "The bridge was safe, Ivo Marek said."),
    _rule("infinitive", "a promise, plan or refusal", "Ivo Marek vowed to close the bridge."),
    _rule("noun-object", "a verb of judgement with its object", "Ivo Marek criticized the bridge."),
    _rule("verb-preposition", "the same with a preposition", "Ivo Marek called for a new bridge."),
    _rule("according-to", "“according to” after a statement", "The bridge is safe, according to Ivo Marek."),
    _rule("according-to-first", "“according to” before it", "According to Ivo Marek, the bridge is safe."),
    _rule("as-said", "“as X put it”", "The bridge, as Ivo Marek put it, is a gift."),
    _rule("survey", "“in a poll” at the start of a sentence", "In a poll, most people wanted the bridge."),
    _rule("passive-by", "a passive with “by”", "The bridge was praised by Ivo Marek."),
    _rule("passive-content", "somebody was asked or told something", "The board was told that the bridge was safe."),
    _rule("passive-opinion", "something is expected or believed, of nobody named", "The board is expected to resign."),
    _rule("fronted-question", "a question before its answer", "Asked by Lena Holm about the bridge, Ivo Marek smiled."),
    _rule("noun-that", "a noun that stands for a statement", "Ivo Marek’s claim that the bridge is safe was wrong."),
    _rule("noun-to", "a noun that stands for a plan", "Ivo Marek’s promise to close the bridge was kept."),
    _rule("adjective-that", "an adjective that tells a view", "Ivo Marek is convinced that the bridge is safe."),
    _rule("made-clear", "somebody made clear that", "Ivo Marek made it clear that the bridge was closed."),
    _rule("adjective-of", "the same with a preposition", "Ivo Marek is worried about the bridge."),
    _rule(
        "figure-given",
        "a number put on something is a statement",
        "Ivo Marek put the number of boats at 340.",
    ),
    _rule(
        "noun-quoted",
        "somebody's words, answer or verdict, then a quotation",
        "Ivo Marek’s answer was: “Not in this town.”",
    ),
    _rule(
        "judgement",
        "a verb of judging, its object and a quotation that judges it",
        "The board considers the matter “closed for good”.",
    ),
    _rule(
        "evidence-seen",
        "signs or evidence that somebody recorded, saw or found are his finding",
        "Ordan scouts have recorded signs of an attack.",
    ),
    _rule("points-back", "what was said before is denied or confirmed", "Ivo Marek denied this."),
    _rule(
        "reason-given",
        "a quotation as the reason for what somebody said or refused",
        "Ivo Marek declined to answer, because “nobody asked before”.",
    ),
    _rule(
        "colon",
        "a quotation after a colon, in the sentence of its speaker",
        "Ivo Marek had one wish: “Close the bridge.”",
    ),
    _rule(
        "announced", "“X said:” ends a paragraph, and the next one is a quotation", "Ivo Marek said:\n“We wait here.”"
    ),
    _rule(
        "unlisted-verb-after",
        "a verb that is in no list, after a whole sentence in marks",
        "“We wait here,” Marek deadpanned.",
    ),
    _rule("unlisted-verb-before", "the same before it", "Marek slumped in his chair, “We wait here.”"),
    _rule("signed-quotation", "a name after a dash signs a quotation", "“We never asked for a bridge.” — Ivo Marek"),
    _rule("signature", "a signature line signs a post", "It is open.\n— Harbour Watch (@harbour_watch) March 3, 2021"),
    _rule("turn", "a name and a colon open a turn of an interview", "MAREK: We wait here.\nHOLM: For whom?"),
    _rule("question-turn", "“Q:” asks, whoever that is", "Q: Is it safe?\nA: It is.\nQ: For whom?"),
    _rule("answer-turn", "“A:” answers, whoever that is", "Q: Is it safe?\nA: It is.\nQ: For whom?"),
    _rule("headline-colon", "a name and a colon open a headline", "Marek: no bridge before spring"),
    _rule(
        "goes-on-in-paragraph",
        "a bare quotation after another statement of the same paragraph is its speaker's",
        "Ivo Marek criticized the bridge. “It was never safe, and we knew it.”",
    ),
    _rule(
        "goes-on-from-paragraph",
        "a bare quotation after a paragraph that ended with speech goes on with it",
        "“We wait here,” said Ivo Marek.\n“Nobody will come, and we know it.”",
    ),
    _rule(
        "acting-before",
        "a bare quotation after a sentence in which one person alone does something",
        "Ivo Marek shrugs. “We never asked for a bridge here.”",
    ),
    _rule(
        "said-again",
        "a quotation pulled out of the text is his who says the same words in a paragraph",
        "“We wait here,” said Ivo Marek.\n> “We wait here”",
    ),
    _rule(
        "nobody-named",
        "speech whose speaker the text does not name",
        "It was late.\n“We never asked for a bridge here.”",
    ),
)

BY_PERSON = _rule("person", "a person wrote it in a correction", "")
