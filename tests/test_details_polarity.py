"""Polarity: denied, asked, conditional and predicted only where the text says so."""

from __future__ import annotations

import pytest

from marked import Marked
from mkdocs_briefing.annotate.details import enrich


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        # denials by the reporting word
        ("{The mayor} <denied> [that the fund was empty].", "denied"),
        ("{The mayor} <has denied> [taking the money].", "denied"),
        ("{The mayor} <rejected> [claims that the fund was empty].", "denied"),
        ("{The mayor} <dismissed> [the report as gossip].", "denied"),
        ("{The mayor} <rejected> [the offer].", "asserted"),
        ("{The mayor} <did not deny> [that the fund was empty].", "asserted"),
        ("{The mayor} <neither confirmed nor denied> [the sale].", "asserted"),
        # denials in the speaker's own words
        ("[“We are not going to sell the mill,”] {Halden} <said>.", "denied"),
        ("[“I did not order the sale,”] {Halden} <said>.", "denied"),
        ("[“The harbour is ours. We will not take part in this,”] {Halden} <said>.", "denied"),
        ("{Halden} <said> [he has no intention of selling the mill].", "denied"),
        ("{Halden} <said> [she had no plans to run].", "denied"),
        ("[“Those reports are simply not true,”] {Halden} <said>.", "denied"),
        ("[“That is a lie,”] {Halden} <said>.", "denied"),
        ("[“We were never warned,”] {Halden} <said>.", "denied"),
        ("[“No reading has been altered,”] {Halden} <said>.", "denied"),
        ("{Halden} <insists> [that no worker was ever paid in cash].", "denied"),
        ("[None of the prisoners had been beaten], {Halden} <said>.", "denied"),
        ("{Halden} <does not believe> [that the dam will break].", "denied"),
        # negations that deny nothing
        ("[“No snow has fallen,”] {Halden} <said>.", "asserted"),
        ("{Halden} <said> [the guards beat no one and the door was ever open].", "asserted"),
        ("[“If it rains, no house will be lost,”] {Halden} <said>.", "conditional"),
        ("[“They won't let me in with a bucket,”] {Halden} <said>.", "asserted"),
        ("[“If the board stays, we will not go,”] {Halden} <said>.", "conditional"),
        ("[“We will not forget them,”] {Halden} <said>.", "asserted"),
        ("[“I won't rule out anything,”] {Halden} <said>.", "asserted"),
        ("[“I did not know,”] {Halden} <said>.", "asserted"),
        ("[“We have not been invited,”] {Halden} <said>.", "asserted"),
        ("[“There are not enough boats,”] {Halden} <said>.", "asserted"),
        ("{Halden} <said> [the owners had no plans to sell].", "asserted"),
        ("{Halden} <said> [no shots were heard].", "asserted"),
        # questions
        ("[“Who pays for the bridge?”] {Moreau} <said>.", "question"),
        ("{Moreau} <asked> [whether the bridge was paid for].", "question"),
        ("{Moreau} <asked> [“Who pays?”]", "question"),
        ("[“Who pays? We do. And we are glad of it,”] {Moreau} <said>.", "asserted"),
        ("{Moreau} <asked> [for more boats].", "asserted"),
        # conditions
        ("{Moreau} <said> [the mill stays open even if wages rise].", "asserted"),
        ("{Moreau} <said> [the mill closes if wages rise].", "conditional"),
        ("[“Unless the rain stops, the dam is lost,”] {Moreau} <said>.", "conditional"),
        (
            "[“It is a hard year. If it rains, we lose. But we have stores. We have friends too,”] {Moreau} <said>.",
            "asserted",
        ),
        # predictions
        ("{Moreau} <said> [the dam will hold].", "predicted"),
        ("{Moreau} <predicted> [a hard winter].", "predicted"),
        ("{Moreau} <expects> [a hard winter].", "predicted"),
        ("[“The town is going to suffer,”] {Moreau} <said>.", "predicted"),
        ("{Moreau} <said> [it is extremely unlikely that the dam will hold].", "predicted"),
        ("{Moreau} <said> [that it is extremely unlikely that the dam will hold].", "predicted"),
        ("[“We will send more boats,”] {Moreau} <said>.", "asserted"),
        ("{Moreau} <said> [the firm that will build the dam is sound].", "asserted"),
        ("{Moreau} <said> [the dam held].", "asserted"),
    ],
)
def test_polarity(marked: str, expected: str) -> None:
    m = Marked(marked)
    assert enrich(m.text, m.layout, m.attributions, m.cleaned)[0].polarity == expected


def test_who_passes_a_denial_on_denies_nothing() -> None:
    m = Marked("{Lowland News} <reported> [that {b:Halden} <b:said> [b:he had no plans to sell]].")
    assert [a.polarity for a in enrich(m.text, m.layout, m.attributions, m.cleaned)] == ["asserted", "denied"]
