"""A real browser for tests: headless Chromium by Debian's chromedriver, and sites served as readers have them."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

selenium = pytest.importorskip("selenium.webdriver")
StaleElementReferenceException = pytest.importorskip("selenium.common").StaleElementReferenceException

needs_chromium = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("chromedriver")), reason="needs Chromium and chromedriver"
)


class Browser:
    """One window. ``driver`` is Selenium's."""

    def __init__(self) -> None:
        options = selenium.ChromeOptions()
        for argument in ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"):
            options.add_argument(argument)
        options.binary_location = shutil.which("chromium") or ""
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = selenium.Chrome(options=options, service=selenium.ChromeService(shutil.which("chromedriver")))

    def size(self, width: int, height: int = 900) -> None:
        device = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.command("Emulation.setDeviceMetricsOverride", device)

    def media(self, media: str = "", **features: str) -> None:
        """Paper, dark colours, less motion: ``prefers_color_scheme="dark"``."""
        asked = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.command("Emulation.setEmulatedMedia", {"media": media, "features": asked})

    def command(self, name: str, values: dict[str, Any]) -> Any:
        return self.driver.execute_cdp_cmd(name, values)

    def open(self, address: str) -> None:
        """Anew, also where only the fragment is another."""
        self.driver.get("about:blank")
        self.driver.get(address)

    def run(self, script: str, *values: Any) -> Any:
        return self.driver.execute_script(script, *values)

    def all(self, selector: str) -> list[Any]:
        return list(self.driver.find_elements("css selector", selector))

    def one(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def text(self, selector: str) -> str:
        return " ".join(" ".join(e.text for e in self.all(selector)).split())

    def until(self, condition: Callable[[], Any], seconds: float = 5) -> Any:
        """What the condition gives once it holds; an element that a script replaced meanwhile is looked for again."""
        end = time.monotonic() + seconds
        while True:
            with suppress(StaleElementReferenceException):
                if found := condition():
                    return found
            assert time.monotonic() < end, "it did not come"
            time.sleep(0.02)

    def press(self, *keys: str) -> None:
        selenium.ActionChains(self.driver).send_keys(*keys).perform()

    def point(self, element: Any) -> None:
        self.run("arguments[0].scrollIntoView({block: 'center'})", element)
        selenium.ActionChains(self.driver).move_to_element(element).move_by_offset(1, 1).perform()

    def errors(self) -> list[str]:
        """What the console holds since it was last read."""
        return [line["message"] for line in self.driver.get_log("browser")]

    def hosts(self) -> set[str]:
        """Where everything of the page came from."""
        script = "return [location.href, ...performance.getEntriesByType('resource').map(e => e.name)]"
        return {"/".join(url.split("/")[:3]) for url in self.run(script)}


@contextmanager
def browsing() -> Iterator[Browser]:
    browser = Browser()
    try:
        yield browser
    finally:
        browser.driver.quit()


@contextmanager
def served(root: Path, mounted: str = "/") -> Iterator[str]:
    """The address of a folder on a server of its own; ``mounted``: the path that it stands at."""

    class Quiet(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(mounted)) if path.startswith(mounted) else "/none"

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{mounted}"
    finally:
        server.shutdown()
        server.server_close()
