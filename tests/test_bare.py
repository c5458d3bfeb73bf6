"""The words that a search takes from a page: all of its text, parted where tags part it, and its headings whole."""

from __future__ import annotations

import pytest

from mkdocs_briefing.publish.bare import bare


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("no markup at all", "no markup at all"),
        ("<p>One.</p><p>Two.</p>", "One. Two."),
        ("<li>a<br>b<hr/>c</li>", "a b c"),
        ('re<b>built</b>, <a class="x" href="y"><bdi>Ida</bdi></a>’s', "rebuilt, Ida’s"),
        ("Mag<wbr>deburg", "Magdeburg"),
        ("<p>two\n  lines\t here</p>\n", "two lines here"),
        ('<p>a</p><h2 id="b">A <em>b</em></h2>c', 'a <h2 id="b">A b</h2>c'),
        ('<h3\n\tid="b">B</h3>', '<h3 id="b">B</h3>'),
        ("<header>a</header><hr><h7>b</h7>", "a b"),
        ("5 &lt; 6 &amp; 7", "5 &lt; 6 &amp; 7"),
        ("an end <that never comes", "an end <that never comes"),
        ("a > b", "a > b"),
        ("<!-- aside -->a", "a"),
    ],
)
def test_headings_and_words_are_left(html: str, words: str) -> None:
    assert bare(html) == words
