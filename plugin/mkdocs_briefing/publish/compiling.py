"""Our templates compiled to less work: the same HTML, in a fraction of the time.

Jinja asks of every call whether it wants the context, of every name whether it is an attribute or an item, and wraps
every value that it escapes. Our templates call no such function, and show records, whose attributes are attributes.
Phrases are filled in once. Macros are functions; one that is called with named values goes through Jinja's own.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from keyword import iskeyword
from pathlib import Path
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import escape

from .standoff import shown, written
from .words import Words

_SLOT = re.compile(r"\{(\w+)\}")
_GIVEN = ("shown", "written", "function", "named", "html")
_NAMES = "; ".join(f"{name} = environment.{name}" for name in _GIVEN) + "; "
"""put before the code of a template, on its first line"""


def function(environment: Environment, body: Callable[..., str], name: str, arguments: tuple[str, ...]) -> Any:
    """A macro as a plain function of its arguments, with Jinja's own macro beside it."""
    body.__defaults__ = (missing,) * len(arguments)
    body.__name__ = name
    body.named = Macro(environment, body, name, list(arguments), False, False, False, True)  # type: ignore[attr-defined]
    return body


def named(called: Any) -> Any:
    """What takes named values: of a macro that is a function, Jinja's own."""
    return getattr(called, "named", called)


class QuickCode(CodeGenerator):
    """Plain calls and functions, and values that are escaped without more ado."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._bare: nodes.Node | None = None
        own = getattr(self.environment, "own", None)
        self._own = own is not None and self.filename is not None and Path(self.filename).is_relative_to(own)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        by_name = bool(node.kwargs or node.dyn_args or node.dyn_kwargs or forward_caller)
        self.write("named(" if by_name else "")
        self.visit(node.node, frame)
        self.write(")(" if by_name else "(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for given in node.kwargs:
            self.write(f"**{{{given.key!r}: " if iskeyword(given.key) else f"{given.key}=")
            self.visit(given.value, frame)
            self.write("}, " if iskeyword(given.key) else ", ")
        if forward_caller:
            self.write("caller=caller, ")
        for stars, several in (("*", node.dyn_args), ("**", node.dyn_kwargs)):
            if several is not None:
                self.write(stars)
                self.visit(several, frame)
                self.write(", ")
        self.write(")")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        """Of our own templates, a name that was looked up when its frame was entered."""
        if not self._own or node.ctx != "load":
            super().visit_Name(node, frame)
        else:
            self.write(frame.symbols.ref(node.name))

    def enter_frame(self, frame: Frame) -> None:
        super().enter_frame(frame)
        for target, (action, name) in frame.symbols.loads.items() if self._own else ():
            if action == VAR_LOAD_RESOLVE:
                self.writeline(f"if {target} is missing: {target} = undefined(name={name!r})")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Of our own templates; others may show what has items."""
        if not self._own or not node.attr.isidentifier() or iskeyword(node.attr):
            return super().visit_Getattr(node, frame)
        self.visit(node.node, frame)
        self.write(f".{node.attr}")
        return None

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:
        if not self._own:
            return super().visit_Getitem(node, frame)
        self.visit(node.node, frame)
        self.write("[")
        self.visit(node.arg, frame)
        self.write("]")
        return None

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        if node is self._bare and node.node is not None:
            self.visit(node.node, frame)
        else:
            super().visit_Filter(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        elif isinstance(node, nodes.Filter) and node.name == "show" and not node.args:
            self._bare = node
            self.write("written(")
        else:
            self.write("shown(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        node = macro_ref.node
        special = macro_ref.accesses_kwargs or macro_ref.accesses_varargs or macro_ref.accesses_caller
        if special or not isinstance(node, nodes.Macro) or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super().macro_def(macro_ref, frame)
        else:
            names = tuple(argument.name for argument in node.args)
            self.write(f"function(environment, macro, {node.name!r}, {names!r})")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        if force_unescaped and not frame.eval_ctx.volatile and frame.eval_ctx.autoescape:
            self.writeline(f"return html(Markup, concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)


class _Phrases(NodeTransformer):
    """``w("key")`` is the same on every page; of ``w("key", name=value)`` what stands around the value."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        node.nodes = [part for child in node.nodes for part in self._parts(child)]
        return self.generic_visit(node)

    def _parts(self, node: nodes.Expr) -> list[nodes.Expr]:
        """A phrase in the parts that it has, each escaped by itself."""
        show = isinstance(node, nodes.Filter) and node.name == "show" and node.node is not None
        call = node.node if isinstance(node, nodes.Filter) and show else node
        phrase = self._phrase(call)
        if phrase is None or not isinstance(call, nodes.Call):
            return [node]
        values = {given.key: given.value for given in call.kwargs}
        pieces = _SLOT.split(phrase)
        if "{" in "".join(pieces[::2]) or "}" in "".join(pieces[::2]) or not values.keys() >= set(pieces[1::2]):
            return [node]
        parts: list[nodes.Expr] = []
        for n, piece in enumerate(pieces):
            if n % 2 == 0:
                parts += [nodes.TemplateData(str(escape(piece)), lineno=node.lineno)] if piece else []
            elif show:
                parts.append(nodes.Filter(values[piece], "show", [], [], None, None, lineno=node.lineno))
            else:
                parts.append(values[piece])
        return parts

    def _phrase(self, node: nodes.Node | None) -> str | None:
        """The phrase that is called for by its key, where it is one for every number."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != "w":
            return None
        if len(node.args) != 1 or node.dyn_args or node.dyn_kwargs or not isinstance(node.args[0], nodes.Const):
            return None
        return self._words.get(node.args[0].value, "") or None

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        phrase = self._phrase(node)
        if phrase is not None and not node.kwargs:
            return nodes.Const(phrase, lineno=node.lineno)
        return self.generic_visit(node)


class QuickEnvironment(Environment):
    """An environment whose templates are compiled by ``QuickCode`` and speak one language."""

    code_generator_class = QuickCode
    shown = staticmethod(shown)
    written = staticmethod(written)
    function = staticmethod(function)
    named = staticmethod(named)
    html = staticmethod(str.__new__)

    def __init__(self, words: Words, own: Path, **options: Any) -> None:
        """``own``: the folder of templates that show nothing but records."""
        super().__init__(**options)
        self._phrases = _Phrases(words)
        self.own = own

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = self._phrases.visit(super()._parse(source, name, filename))
        tree.set_environment(self)
        return tree  # type: ignore[no-any-return]

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        return _NAMES + super()._generate(source, name, filename, defer_init)
