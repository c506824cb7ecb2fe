"""Chromium without a window, driven over two pipes by its DevTools protocol: nothing but a Chromium is needed."""
import fcntl
import json
import os
import shutil
import signal
import subprocess
import threading

SECONDS = 60
NAMES = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--hide-scrollbars", "--remote-debugging-pipe"]

# What a page has blocked is told on the document, after what it hangs on; an element says whose it is.
WATCH = """
window.blocked = [];
document.addEventListener('securitypolicyviolation', event => {
  const element = event.target instanceof Element ? event.target : null;
  window.blocked.push({
    directive: event.effectiveDirective, what: event.blockedURI, line: event.lineNumber,
    element: element ? element.outerHTML.slice(0, 200) : null,
    ours: !!(element && window.ours && window.ours() && window.ours().contains(element))});
});
"""


def find():
    """Returns the path of a Chromium, or None where there is none."""
    chosen = os.environ.get("COHERER_CHROMIUM")
    return next(filter(None, map(shutil.which, [chosen] if chosen else NAMES)), None)


def _high(descriptor):
    """Returns a copy of a descriptor that is neither of the two by which Chromium knows its pipes, and closes it."""
    copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
    os.close(descriptor)
    return copy


class Chromium:
    """A browser. Ends with the block that it is used in."""

    def __init__(self, path, folder):
        commands, self._commands = map(_high, os.pipe())
        self._answers, answers = map(_high, os.pipe())
        self._log = open(os.path.join(folder, "chromium.log"), "wb")  # pylint: disable=consider-using-with
        self._process = subprocess.Popen(  # pylint: disable=consider-using-with
            ["bash", "-c", f'exec "$@" 3<&{commands} 4>&{answers}', "chromium", path, *FLAGS,
             f"--user-data-dir={folder}/profile", "about:blank"],
            pass_fds=(commands, answers), stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
            start_new_session=True)
        os.close(commands)
        os.close(answers)
        self._arrived = threading.Condition()
        self._results, self._events, self._number, self._ended = {}, {}, 0, False
        threading.Thread(target=self._receive, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait(20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            self._process.kill()
            self._process.wait()
        self._log.close()
        os.close(self._commands)

    def _receive(self):
        with open(self._answers, "rb") as stream:
            rest = b""
            while chunk := stream.read1(1 << 16):
                *messages, rest = (rest + chunk).split(b"\0")
                with self._arrived:
                    for message in map(json.loads, messages):
                        if "id" in message:
                            self._results[message["id"]] = message
                        else:
                            self._events.setdefault(message.get("sessionId"), []).append(message)
                    self._arrived.notify_all()
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def _wait(self, holds, what):
        """Waits, with the lock, until something holds, and returns it."""
        found = self._arrived.wait_for(lambda: holds() or self._ended, SECONDS)
        if not found or self._ended:
            raise TimeoutError(f"Chromium has {'ended' if self._ended else f'not answered within {SECONDS} s'}: {what}")
        return holds()

    def call(self, method, session=None, **params):
        """Calls a method of the protocol and returns its result."""
        with self._arrived:
            self._number += 1
            number = self._number
            message = {"id": number, "method": method, "params": params, **({"sessionId": session} if session else {})}
            os.write(self._commands, json.dumps(message).encode() + b"\0")
            self._wait(lambda: number in self._results, method)
            answer = self._results.pop(number)
        if "error" in answer:
            raise RuntimeError(f"Chromium refuses {method}: {answer['error']['message']}")
        return answer["result"]

    def events(self, session, method):
        """Returns the events of a kind that a page has sent so far."""
        with self._arrived:
            return [event["params"] for event in self._events.get(session, []) if event["method"] == method]

    def await_events(self, session, method, count):
        """Waits until a page has sent so many events of a kind."""
        with self._arrived:
            self._wait(
                lambda: sum(event["method"] == method for event in self._events.get(session, [])) >= count, method)

    def page(self, width=1400, height=1000, script=""):
        """Returns a new page; a script runs in each document before all others."""
        return Page(self, width, height, script)


class Page:
    """A tab of the browser."""

    def __init__(self, browser, width, height, script):
        self._browser, self._loads = browser, 0
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self._target = target
        self._session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        self._call("Page.addScriptToEvaluateOnNewDocument", source=WATCH + script)
        self._call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._browser.call("Target.closeTarget", targetId=self._target)

    def _call(self, method, **params):
        return self._browser.call(method, self._session, **params)

    def open(self, url):
        """Opens a page, and waits until it and all its scripts are loaded."""
        failed = self._call("Page.navigate", url=url).get("errorText")
        if failed:
            raise OSError(f"Chromium cannot open {url}: {failed}")
        self._loaded()
        return self

    def follow(self, link):
        """Clicks at a link, which an expression of JavaScript names, and waits until its page is loaded."""
        self.run(f"({link}).click()")
        self._loaded()
        return self

    def _loaded(self):
        self._loads += 1
        self._browser.await_events(self._session, "Page.loadEventFired", self._loads)
        # What the end of loading sets off, and events about what was blocked.
        self.run("new Promise(done => setTimeout(() => requestAnimationFrame(() => setTimeout(done, 50)), 50))")

    def run(self, expression):
        """Returns the value of an expression of JavaScript."""
        answer = self._call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", expression))
        return answer["result"].get("value")

    @property
    def url(self):
        return self.run("location.href")

    def complaints(self):
        """Returns the errors and warnings of the console, and the exceptions that nobody has caught."""
        entries = [one["entry"] for one in self._browser.events(self._session, "Log.entryAdded")]
        said = {(one["source"], one["text"]) for one in entries if one["level"] in ("error", "warning")}
        thrown = self._browser.events(self._session, "Runtime.exceptionThrown")
        said |= {("exception", one["exceptionDetails"]["exception"].get("description", "")) for one in thrown}
        called = self._browser.events(self._session, "Runtime.consoleAPICalled")
        return said | {("console", one["type"]) for one in called if one["type"] in ("error", "warning", "assert")}

    def failures(self):
        """Returns the addresses of what was asked for and is not there, or was refused."""
        answers = [one["response"] for one in self._browser.events(self._session, "Network.responseReceived")]
        return {answer["url"] for answer in answers if answer["status"] >= 400}
