"""What the theme puts around our pages, made once for all pages of which it asks the same.

Thousands of pages differ in a few values that a template prints: content, title, addresses. So a template is rendered
for one page with stand-ins. That of the page notes what is asked of it, and what the answer was; that of a value can
be printed and asked whether it is empty, and nothing else. What comes out is a frame: it fits every page that gives
the same answers, with its own values put in where those of the first page were printed. Where a template does more
with a value, or asks for what differs from page to page, there is no frame, and the page is rendered whole.

Frames outlast a build: the next one with the same theme, settings and navigation makes few anew.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import pass_context
from mkdocs.commands.build import get_context
from mkdocs.structure import StructureItem
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils.templates import script_tag_filter, url_filter
from msgspec.msgpack import Decoder, Encoder

from .mkdocs_pages import BriefingPage
from .model import Record
from .packing import pack, unpack
from .publish import head

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

TEMPLATE = "main.html"
"""What MkDocs renders a page with that does not name another one."""

PRINTED = {"content", "title", "canonical_url", "abs_url", "edit_url", "meta.title", "meta.description"}
"""Values of a page that templates print."""

_HEAD = "head"
"""What we add to the head of a page, as if it were one of them."""
_FITTING = 8
"""Frames for pages at one place with one table of contents; more of them are not looked through."""
_KEPT = 250
"""Frames in memory, of some 15 kB each."""
_TRIES = 24
"""How often a frame may turn out to be impossible before no more are made."""

_MARK = "<\0{}&>"
"""Stands for a printed value. What a template or a filter does to text changes some of its characters."""
_MARKS = re.compile("<\0([a-z_.]+)&>")


Ask = Callable[["BriefingPage", Any], Any]
"""A question to a page about something."""


class Whole(Exception):
    """The template asks for more than a frame can answer."""


class Frame(NamedTuple):
    """Text around values, the names of these, and what it holds for."""

    around: tuple[bytes, ...]
    names: tuple[str, ...]
    answers: tuple[tuple[Ask, Any, Any], ...]
    """what was asked, about what, and the answer"""

    def fits(self, page: BriefingPage) -> bool:
        """Whether a page gives the same answers."""
        return all(ask(page, of) == answer for ask, of, answer in self.answers)

    def filled(self, page: BriefingPage, added: str) -> bytes:
        """The frame around a page's values."""
        parts = [self.around[0]]
        for name, text in zip(self.names, self.around[1:], strict=True):
            value = added if name == _HEAD else _value(page, name)
            parts += (value.encode("utf-8", "xmlcharrefreplace"), text)
        return b"".join(parts)


class KeptFrame(Record, frozen=True, kw_only=True):
    """A frame as it is kept: questions by their names."""

    around: tuple[bytes, ...]
    names: tuple[str, ...]
    answers: tuple[tuple[str, Any, Any], ...]

    @classmethod
    def of(cls, frame: Frame) -> KeptFrame:
        """Raises ``Whole`` where an answer is a thing of this build."""
        answers = ((ask.__name__, of, _lasting(answer)) for ask, of, answer in frame.answers)
        return cls(around=frame.around, names=frame.names, answers=tuple(answers))

    @property
    def frame(self) -> Frame:
        answers = ((_ASKS[ask], _hashable(of), _hashable(answer)) for ask, of, answer in self.answers)
        return Frame(self.around, self.names, tuple(answers))


_encode = Encoder().encode
_decode = Decoder(dict[bytes, list[KeptFrame]]).decode


class Frames:
    """The frames of one build; ``env`` is the environment in which MkDocs renders all pages.

    ``left``: what the build before has ``kept``, where theme, settings and navigation are what they were.
    """

    def __init__(
        self, env: Environment, config: MkDocsConfig, nav: Navigation, files: Sequence[File], left: bytes = b""
    ) -> None:
        self._env = env
        self._config, self._nav, self._files = config, nav, files
        self._known: dict[tuple[object, ...], list[Frame]] = {}
        self._kept = 0
        self._left = _decode(unpack(left)) if left else {}
        self._numbers = {id(item): number for number, item in enumerate(_all_of(nav.items))}
        self._any_new = False
        self._tries = _TRIES if env.finalize is None else 0
        if not self._tries:
            return
        env.finalize = _printed
        env.concat = _joined  # type: ignore[method-assign]
        for name, known in (("url", url_filter), ("script_tag", script_tag_filter)):
            if env.filters.get(name) is known:
                env.filters[name] = _noting(known)

    def around(self, page: BriefingPage, added: str, unsearched: bool) -> bytes | None:
        """The page as the theme shows it, with elements ``added`` to its head; None where it has to be asked itself.

        ``unsearched``: Pagefind is to leave it out.
        """
        if any("<" in _value(page, name) for name in PRINTED - {"content"} if _is_text(page, name)):
            return None  # it might end the head before its end
        active = tuple(self._numbers.get(id(item), _Object(id(item))) for item in _shown(page))
        place = (len(_folders(page.url)), active, _plain(page.toc), unsearched)
        known = self._known.get(place)
        if known is None:
            known = self._known[place] = self._taken_over(place)
        frame = next((frame for frame in known if frame.fits(page)), None)
        if frame is None and self._tries:
            frame = self._made(page, unsearched)
            if frame is None:
                self._tries -= 1
            elif len(known) < _FITTING and self._kept < _KEPT:
                self._kept += 1
                known.append(frame)
                self._leave(place, frame)
        return frame.filled(page, added) if frame else None

    def kept(self) -> bytes | None:
        """The frames for the next build, also those that no page of this one asked for; None where none is new."""
        if not self._any_new:
            return None
        latest = islice(self._left.items(), max(0, len(self._left) - _KEPT), None)
        return pack(_encode(dict(latest)))

    def _taken_over(self, place: tuple[object, ...]) -> list[Frame]:
        key = _key(place) if self._left and self._tries else None
        frames = [kept.frame for kept in self._left.get(key, ())] if key else []
        self._kept += len(frames)
        return frames

    def _leave(self, place: tuple[object, ...], frame: Frame) -> None:
        """Note a frame for the next build; not one that hangs on a thing of this one, or on half a character."""
        with suppress(Whole, UnicodeEncodeError):
            key, kept = _key(place), KeptFrame.of(frame)
            _encode(kept)
            if key:
                self._left.setdefault(key, []).append(kept)
                self._any_new = True

    def _made(self, page: BriefingPage, unsearched: bool) -> Frame | None:
        notes = _Notes()
        try:
            for path in (*self._config.extra_css, *self._config.extra_javascript):
                notes.lead(page, str(path))
            template = self._env.get_template(TEMPLATE)
            context: dict[str, Any] = {**get_context(self._nav, self._files, self._config, page)}
            context |= {"page": _AskedPage(notes, page), "pages": _Asked(notes, page)}
            with self._active(page):
                html = "".join(template.root_render_func(template.new_context(context)))
        except Exception:
            return None  # where it is rendered whole, it is told what is wrong
        html = html.replace("</head>", f"{_MARK.format(_HEAD)}</head>", 1)
        if unsearched:
            html = head.unsearched(html)
        around, names = _MARKS.split(html)[::2], _MARKS.findall(html)
        notes.printed[_HEAD] = names.count(_HEAD)
        before = html[: html.find(_MARK.format("content"))]
        if notes.broken or Counter(names) != notes.printed or "</head>" not in before or "<body" not in before:
            return None
        answers = tuple((ask, of, answer) for (ask, of), answer in notes.answers.items())
        return Frame(tuple(text.encode("utf-8", "xmlcharrefreplace") for text in around), tuple(names), answers)

    @contextmanager
    def _active(self, page: BriefingPage) -> Iterator[None]:
        """Navigation shows this page as open, and not the one that MkDocs is at meanwhile."""
        others = [other for other in self._nav.pages if other.active and other is not page]
        for other in others:
            other.active = False
        page.active = True
        try:
            yield
        finally:
            page.active = False
            for other in others:
                other.active = True


class _Notes:
    """What a template asked while it was rendered."""

    def __init__(self) -> None:
        self.answers: dict[tuple[Ask, Any], Any] = {}
        self.printed: Counter[str] = Counter()
        self.broken = False
        """more was asked than can be noted; that is remembered, as a template may ask in a way that hides errors"""

    def answer(self, ask: Ask, page: BriefingPage, of: Any) -> Any:
        """Ask something of the page, and note the answer."""
        try:
            found = self.answers[ask, of] = ask(page, of)
        except Exception:
            self.broken = True
            raise
        return found

    def lead(self, page: BriefingPage, path: str) -> None:
        """Note what the address of something in the site, seen from a page, hangs on, if they are equally deep."""
        folders = _folders(f"{path}/")[: len(_folders(page.url))]
        self.answer(_shared, page, folders[: _shared(page, folders) + 1])

    def refuse(self) -> Whole:
        self.broken = True
        return Whole()


def _shown(page: BriefingPage) -> Iterator[StructureItem]:
    """What of the page and those above it may stand in the navigation, where it would show as active."""
    return (item for item in (page, *page.ancestors) if not (isinstance(item, BriefingPage) and item.outside))


def _all_of(items: Iterable[StructureItem]) -> Iterator[StructureItem]:
    """Everything in the navigation, in its order, which is that of the next build with the same navigation."""
    for item in items:
        yield item
        yield from _all_of(getattr(item, "children", None) or ())


class _Object(NamedTuple):
    """A thing of this build, which no other knows."""

    id: int


def _lasting(answer: Any) -> Any:
    """An answer that means the same in the next build. Raises ``Whole`` for any other."""
    if isinstance(answer, _Object):
        raise Whole
    return [_lasting(part) for part in answer] if isinstance(answer, tuple) else answer


def _hashable(kept: Any) -> Any:
    return tuple(map(_hashable, kept)) if isinstance(kept, list) else kept


def _key(place: tuple[object, ...]) -> bytes | None:
    """A place as the next build finds it again; None where it is told by a thing of this one."""
    try:
        return hashlib.blake2b(_encode(_lasting(place)), digest_size=16).digest()
    except (Whole, UnicodeEncodeError):
        return None


def _value(page: BriefingPage, name: str) -> Any:
    """A printed value of a page."""
    kind, dot, key = name.partition(".")
    return page.meta.get(key) if dot else getattr(page, kind)


def _is_text(page: BriefingPage, name: str) -> bool:
    return isinstance(_value(page, name), str)


def _is_set(page: BriefingPage, name: str) -> bool:
    return name in page.meta


def _is_there(page: BriefingPage, name: str) -> bool:
    return bool(_value(page, name))


def _holds(page: BriefingPage, of: tuple[str, str]) -> bool:
    return of[1] in _value(page, of[0])


def _equals(page: BriefingPage, of: tuple[str, str]) -> bool:
    return bool(_value(page, of[0]) == of[1])


def _is_file(page: BriefingPage, uri: str) -> bool:
    return page.file.src_uri == uri


def _attribute(page: BriefingPage, name: str) -> Any:
    return _plain(getattr(page, name, _MARK))


def _setting(page: BriefingPage, name: str) -> Any:
    return _plain(page.meta.get(name, _MARK))


def _plain(value: Any) -> Any:
    """An answer as it compares with that of another page. Raises ``Whole`` for what does not compare."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple | TableOfContents):
        return tuple(map(_plain, value))
    if isinstance(value, AnchorLink):
        return (value.id, value.title, value.level, _plain(value.children))
    if isinstance(value, StructureItem | File):
        return _Object(id(value))
    raise Whole


class _Asked:
    """Stands in for something of a page in a template. What it does not say of itself may not be asked."""

    def __init__(self, notes: _Notes, page: BriefingPage, name: str = "") -> None:
        object.__setattr__(self, "of", (notes, page, name))


def _of(asked: _Asked) -> tuple[_Notes, BriefingPage, str]:
    found: tuple[_Notes, BriefingPage, str] = object.__getattribute__(asked, "of")
    return found


def _refuse(asked: _Asked, *_: object) -> Any:
    raise _of(asked)[0].refuse()


_OF_CLASSES = {
    "__new__",
    "__init__",
    "__init_subclass__",
    "__subclasshook__",
    "__class__",
    "__class_getitem__",
    "__doc__",
}
_OF_OTHERS = {"__index__", "__html__", "__call__", "__copy__", "__deepcopy__"}
for _name in {*dir(str), *dir(float), *dir(dict), *_OF_OTHERS} - _OF_CLASSES:
    setattr(_Asked, _name, _refuse)


class _AskedPage(_Asked):
    """The page."""

    def __getattribute__(self, name: str) -> Any:
        notes, page, _ = _of(self)
        if name == "__class__":
            return type(page)
        if name == "meta":
            return _AskedMeta(notes, page)
        if name == "file":
            return _AskedFile(notes, page)
        if name in PRINTED and notes.answer(_is_text, page, name):
            return _AskedValue(notes, page, name)
        notes.answer(_attribute, page, name)
        return getattr(page, name)

    def __getitem__(self, name: object) -> Any:
        raise TypeError  # as with any page

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        equal: Callable[[Any, object], bool] = Page.__eq__  # which asks for title and file
        return equal(self, other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = _refuse


class _AskedFile(_Asked):
    """Its file, which comparing two pages comes down to."""

    def __eq__(self, other: object) -> bool:
        notes, page, _ = _of(self)
        return bool(notes.answer(_is_file, page, other.src_uri)) if isinstance(other, File) else _refuse(self)

    __hash__ = _refuse


class _AskedMeta(_Asked):
    """What the page says of itself, asked for one word at a time."""

    def __getattribute__(self, name: str) -> Any:
        if name == "get":
            return partial(_AskedMeta._get, self)
        if hasattr(dict, name):
            _refuse(self)
        raise AttributeError(name)  # templates then look for a word of it

    def _get(self, name: str, default: Any = None) -> Any:
        return self[name] if name in self else default  # noqa: SIM401  # there is no other way to get it

    def __getitem__(self, name: str) -> Any:
        notes, page, _ = _of(self)
        printed = f"meta.{name}"
        if printed in PRINTED and notes.answer(_is_text, page, printed):
            return _AskedValue(notes, page, printed)
        notes.answer(_setting, page, name)
        return page.meta[name]

    def __contains__(self, name: str) -> bool:
        notes, page, _ = _of(self)
        return bool(notes.answer(_is_set, page, name))

    def __bool__(self) -> bool:
        notes, page, _ = _of(self)
        return bool(notes.answer(_is_there, page, "meta"))


class _AskedValue(_Asked):
    """A value that is printed."""

    def __getattribute__(self, name: str) -> Any:
        _refuse(self)

    def __bool__(self) -> bool:
        notes, page, name = _of(self)
        return bool(notes.answer(_is_there, page, name))

    def __contains__(self, words: object) -> bool:
        return _words_of(self, _holds, words)

    def __eq__(self, other: object) -> bool:
        return _words_of(self, _equals, other)

    __hash__ = _refuse


def _words_of(asked: _AskedValue, ask: Ask, words: object) -> bool:
    notes, page, name = _of(asked)
    return bool(notes.answer(ask, page, (name, words))) if isinstance(words, str) else _refuse(asked)


def _printed(value: Any) -> Any:
    """What a template prints: a mark for a value, anything else as it is."""
    if type(value) is not _AskedValue:
        return value
    notes, _, name = _of(value)
    notes.printed[name] += 1
    return _MARK.format(name)


def _joined(parts: Any) -> str:
    """What a macro or a block hands back as a text, with which a template may do anything: no value may be in it."""
    text = "".join(parts)
    if "\0" in text and _MARKS.search(text):
        raise Whole
    return text


def _noting(known: Callable[[Any, Any], str]) -> Callable[[Any, Any], str]:
    """One of MkDocs' filters that make addresses relative to the page: only where they lead is noted."""

    @pass_context
    def filtered(context: Any, value: Any) -> str:
        page = context["page"]
        if type(page) is not _AskedPage:
            return known(context, value)
        notes, page, _ = _of(page)
        notes.lead(page, str(value))
        return known({"page": page, "base_url": context["base_url"]}, value)

    return filtered


@lru_cache(maxsize=1024)
def _folders(url: str) -> tuple[str, ...]:
    """The folders down to where an address leads."""
    folder, _, name = url.rpartition("/")
    path = posixpath.normpath(f"/{folder}" if not name or "." in name else f"/{url}")
    return tuple(filter(None, path.split("/")))


def _shared(page: BriefingPage, folders: tuple[str, ...]) -> int:
    """How many folders the way to something shares with that to the page."""
    pairs = zip(_folders(page.url), folders, strict=False)
    return next((n for n, (own, other) in enumerate(pairs) if own != other), len(folders))


_ASKS: dict[str, Ask] = {
    ask.__name__: ask
    for ask in (_is_text, _is_set, _is_there, _holds, _equals, _is_file, _attribute, _setting, _shared)
}
"""All questions, by the names under which they are kept."""
