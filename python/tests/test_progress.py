"""What Python makes of the reports of fits, without Spark."""
import datetime
import html.parser
import io
import json
import math
import threading
import xml.etree.ElementTree as xml

import pytest

from coherer import _progress_display, _progress_html, _watcher, progress

NAMES = ["number", "fit", "uid", "kind", "time", "epoch", "epochs", "step", "stepsPerEpoch", "loss", "validationLoss",
         "metrics", "rows", "seconds", "rowsPerSecond", "secondsLeft", "learningRate", "text"]


def report(number, kind, fit=1, uid="net_ab", epoch=0, **values):
    """Returns a report of a fit of three epochs of eight steps."""
    known = {"number": number, "kind": kind, "fit": fit, "uid": uid, "epoch": epoch, "epochs": 3, "step": 0,
             "stepsPerEpoch": 8, "rows": 0, "metrics": {}, "text": f"{kind} {epoch}",
             "time": datetime.datetime(2026, 1, 2, tzinfo=datetime.timezone.utc)}
    return progress.Report.of({**dict.fromkeys(NAMES), **known, **values})


def epoch(number, of, fit=1, uid="net_ab", **values):
    measured = {"loss": 1 / of, "validationLoss": 2 / of, "metrics": {"accuracy": 0.5}, "step": 8, "rows": 100,
                "seconds": 2.0, "rowsPerSecond": 50.0, "secondsLeft": 65.4}
    return report(number, "epoch", fit, uid, of, **{**measured, **values})


class Spark:
    """A session with reports, whose settings are a dict."""

    def __init__(self, reports=()):
        self.reports, self.conf, self.asked = list(reports), {}, []


class Stage:
    """An estimator with the two Params."""

    def __init__(self, uid="net_ab", **params):
        self.uid, self.params = uid, params

    def getParam(self, name):
        return name

    def isSet(self, name):
        return name in self.params

    def getOrDefault(self, name):
        return self.params[name]


@pytest.fixture
def session(monkeypatch):
    """A session whose reports are read on demand alone: its watcher's thread sleeps for ever."""
    def read(spark, after=0, limit=None, showing=False):
        spark.asked.append(showing)
        found = [one for one in spark.reports if one.number > after]
        return found if limit is None else found[-limit:]

    spark = Spark([epoch(1, 1, uid="an earlier fit")])
    monkeypatch.setattr(_watcher, "read", read)
    _watcher.Watcher._all[spark] = _watcher.Watcher(spark, 3600.0)
    return spark


def poll(spark):
    watcher = _watcher.Watcher.of(spark)
    with watcher._lock:
        watcher._poll()


def test_a_report_has_nan_for_what_is_not_known():
    started = report(1, "started")
    assert math.isnan(started.loss) and math.isnan(started.validationLoss) and started.metrics == {}
    assert math.isnan(report(1, "epoch", metrics={"accuracy": None}).metrics["accuracy"])


def test_reports_are_read_from_the_json_of_the_driver():
    class Jvm:
        """Answers as ReportJson does."""
        org = coherer = connector = report = ReportJson = property(lambda self: self)

        def read(self, session, after, limit, showing):
            asked.append((session, after, limit, showing))
            line = {**dict.fromkeys(NAMES), "number": 7, "kind": "note", "time": "2026-01-02T03:04:05.678Z", "text": "a\nb"}
            return json.dumps(line) + "\n" + json.dumps({**line, "number": 8})

    class Classic:
        _jvm, _jsparkSession = Jvm(), "the session"

    asked = []
    found = progress.read(Classic(), after=6, showing=True)
    assert [one.number for one in found] == [7, 8] and found[0].text == "a\nb"
    assert found[0].time == datetime.datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=datetime.timezone.utc)
    assert asked == [("the session", 6, 2147483647, True)]


def test_a_callback_gets_every_epoch_of_the_fits_inside_once(session):
    seen = []
    with progress.live(callbacks=[seen.append], spark=session, display="none"):
        session.reports += [report(2, "started"), report(3, "step"), epoch(4, 1)]
        poll(session)
        assert [one.number for one in seen] == [4]
        poll(session)
        session.reports.append(epoch(5, 2))  # at the end, nobody has read it yet
    session.reports.append(epoch(6, 3))
    assert [one.number for one in seen] == [4, 5]


def test_a_callback_may_be_an_object_with_methods(session):
    class Follower:
        seen = []

        def on_progress(self, one):
            self.seen.append(("progress", one.kind))

        def on_epoch(self, one):
            self.seen.append(("epoch", one.epoch))

        def on_end(self, one):
            self.seen.append(("end", one.kind))

    with progress.live(callbacks=[Follower()], spark=session, display="none"):
        session.reports += [report(2, "started"), report(3, "note"), epoch(4, 1), report(5, "failed")]
    assert Follower.seen == [("progress", "started"), ("progress", "note"), ("epoch", 1), ("end", "failed")]


def test_a_callback_that_is_none_is_refused(session):
    with pytest.raises(TypeError, match=r"Invalid callback 5 \(must be a function, or have a method on_epoch"):
        with progress.live(callbacks=[5], spark=session, display="none"):
            pass


def test_a_callback_that_fails_is_a_warning_and_the_others_are_called(session):
    seen = []

    def failing(one):
        raise KeyError("not there")

    with pytest.warns(UserWarning, match="has failed; the fit goes on(.|\n)*KeyError: 'not there'"):
        with progress.live(callbacks=[failing, seen.append], spark=session, display="none"):
            session.reports.append(epoch(2, 1))
    assert len(seen) == 1


def test_callbacks_of_an_estimator_get_its_fits_alone(session):
    seen, everything = [], []
    with progress.on_epoch(everything.append, spark=session):
        with progress.live(Stage("mine"), callbacks=[seen.append], spark=session, display="none"):
            session.reports += [epoch(2, 1, uid="mine"), epoch(3, 1, fit=2, uid="other"), epoch(4, 1, fit=3, uid="mine")]
    assert [one.number for one in seen] == [2, 4] and [one.number for one in everything] == [2, 3, 4]


def test_the_thread_reads_while_somebody_is_served_and_ends_with_the_last(monkeypatch, session):
    monkeypatch.setitem(_watcher.Watcher._all, session, _watcher.Watcher(session, 0.001))
    delivered = threading.Event()
    with progress.on_epoch(lambda one: delivered.set(), spark=session):
        threads = [one for one in threading.enumerate() if one.name == "coherer-progress"]
        session.reports.append(epoch(2, 1))
        assert delivered.wait(60)
    for thread in threads:
        thread.join(60)
    assert threads and not any(one.is_alive() for one in threads)


def test_reports_that_cannot_be_read_are_a_warning_and_no_reason_not_to_fit(monkeypatch, session):
    def broken(*arguments, **named):
        raise OSError("no driver")

    monkeypatch.setattr(_watcher, "read", broken)
    with pytest.warns(UserWarning, match="Cannot show the progress of training: no driver"):
        with progress.fitting(Stage(progress="lines"), session, callbacks=[print]):
            fitted = True
    assert fitted


def test_what_python_shows(monkeypatch):
    def choose(mode, remote, notebook=False, terminal=False, databricks=False):
        monkeypatch.setattr(_progress_display, "_notebook", lambda: "shell" if notebook else None)
        monkeypatch.setattr(_progress_display, "_is_terminal", lambda: terminal)
        monkeypatch.setattr(_progress_display, "_in_databricks", lambda: databricks)
        return _progress_display.choose(mode, remote)

    assert choose("auto", remote=False) == "none", "the driver writes to the same standard error"
    assert choose("auto", remote=False, terminal=True) == "none"
    assert choose("auto", remote=True) == "lines" and choose("auto", remote=True, terminal=True) == "bar"
    assert choose("auto", remote=False, notebook=True) == choose("auto", remote=True, notebook=True) == "cell"
    assert choose("auto", remote=False, notebook=True, databricks=True) == "lines"
    for mode in ("bar", "lines"):
        assert choose(mode, remote=True) == mode and choose(mode, remote=False, notebook=True) == "none"
    for mode in ("log", "none"):
        assert choose(mode, remote=True, notebook=True) == "none"


def test_fitting_shows_what_the_params_or_the_session_say(monkeypatch, session):
    opened = []

    class Shown:
        update = staticmethod(lambda reports: None)
        close = staticmethod(lambda: None)

    monkeypatch.setattr(_progress_display, "opened", lambda kind, verbosity: opened.append((kind, verbosity)) or Shown())
    monkeypatch.setattr(_progress_display, "choose", lambda mode, remote: {"auto": "cell", "lines": "lines"}.get(mode, "none"))

    def fit(**params):
        opened.clear()
        with progress.fitting(Stage(**params), session):
            pass
        return opened

    assert fit() == [("cell", 2)] and fit(verbosity=1) == [("cell", 1)] and fit(verbosity=0) == []
    assert fit(progress="none") == [] and fit(progress="lines") == [("lines", 2)]
    session.conf["spark.coherer.progress"] = "none"
    assert fit() == [] and fit(progress="auto") == [("cell", 2)]


def test_concurrent_fits_share_a_display_which_the_driver_knows_of(monkeypatch, session):
    class Shown:
        reports, closed = [], 0

        def update(self, reports):
            self.reports += reports

        def close(self):
            Shown.closed += 1

    monkeypatch.setattr(_progress_display, "opened", lambda kind, verbosity: Shown())
    monkeypatch.setattr(_progress_display, "choose", lambda mode, remote: "cell")
    with progress.fitting(Stage("one"), session):
        with progress.fitting(Stage("two"), session):
            session.asked.clear()
            session.reports += [epoch(2, 1, uid="one"), epoch(3, 1, fit=2, uid="two")]
            poll(session)
            assert session.asked == [True]
        assert Shown.closed == 0
    assert Shown.closed == 1 and [one.number for one in Shown.reports] == [2, 3]


class Terminal:
    """Standard error with a clock."""

    def __init__(self, bar, verbosity=2, width=30):
        self.stream, self.now = io.StringIO(), 0.0
        self.console = _progress_display.Console(bar, verbosity, self.stream, width, lambda: self.now)

    def written(self, *reports):
        self.console.update(reports)
        text = self.stream.getvalue()
        self.stream.seek(0)
        self.stream.truncate()
        return text


def test_lines_are_one_for_each_epoch_and_in_long_ones_one_every_ten_seconds():
    terminal = Terminal(bar=False)
    assert terminal.written(report(1, "started"), report(2, "step", text="soon"), epoch(3, 1)) == "started 0\nepoch 1\n"
    terminal.now = 9.0
    assert terminal.written(report(4, "step", text="soon")) == ""
    terminal.now = 10.0
    assert terminal.written(report(5, "step", text="late"), report(6, "ended", text="done")) == "late\ndone\n"
    assert Terminal(bar=False, verbosity=1).written(report(1, "step"), epoch(2, 1)) == "epoch 1\n"


def test_a_bar_is_drawn_over_and_cleared_at_the_end():
    def drawn(text):
        return "\r" + text.ljust(29) + "\r"

    terminal = Terminal(bar=True)
    assert terminal.written(report(1, "step", text="x" * 40)) == drawn("x" * 29)
    assert terminal.written(epoch(2, 1)) == drawn("epoch 1")
    assert terminal.written(report(3, "note", text="a note")) == drawn("") + "a note\n"
    assert terminal.written(epoch(4, 2), report(5, "failed", text="why")) == drawn("epoch 2") + drawn("")
    terminal.written(epoch(6, 1, fit=2))
    terminal.console.close()
    assert terminal.written() == drawn("")


def test_lines_of_concurrent_fits_say_whose_they_are():
    terminal = Terminal(bar=True)
    terminal.written(report(1, "started"))
    assert terminal.written(epoch(2, 1, fit=2), epoch(3, 1)).endswith("[fit 2 net_ab] epoch 1\n[fit 1 net_ab] epoch 1\n")


class Elements(html.parser.HTMLParser):
    """Checks that elements are closed in their order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.text = [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attributes):
        """Nothing is open."""

    def handle_data(self, data):
        self.text.append(data)


def words(text):
    """Returns the text of a page."""
    return " ".join(" ".join(Elements(text).text).split())


def page(*reports):
    fits = _progress_html.Fits()
    for one in reports:
        fits.add(one)
    return fits


def test_a_cell_shows_numbers_epochs_and_notes():
    fits = page(report(1, "started"), epoch(2, 1), report(3, "note", text="a <b> note"), epoch(4, 2))
    text = words(fits.html())
    assert "net_ab training · epoch 2/3, step 8/8" in text
    assert "loss 0.5000 validation loss 1.0000 accuracy 0.5000 rows/s 50 left 00:01:05" in text
    assert "a <b> note" in text and "a &lt;b&gt; note" in fits.html()
    assert "width:66.7%" in fits.html()
    assert fits.text() == "epoch 2"


def test_a_cell_says_what_it_waits_for_and_how_it_ended():
    assert "rows are being read" in page().html() and page().text() == "training has not started yet"
    done = page(epoch(1, 1), report(2, "ended", epoch=1, text="trained")).html()
    assert "done" in done and "width:100.0%" in done and "left" not in words(done)
    failed = page(epoch(1, 1), report(2, "failed", epoch=1, text="Lost <rank> 1")).html()
    assert "Lost &lt;rank&gt; 1" in failed and "failed" in failed


def svg(fits):
    text = fits.html()
    return xml.fromstring(text[text.index("<svg"):text.index("</svg>") + 6])


def test_the_curve_is_where_the_losses_are():
    lines = svg(page(*(epoch(i, i) for i in range(1, 4)))).findall("polyline")
    points = [[tuple(map(float, pair.split(","))) for pair in line.get("points").split()] for line in lines]
    assert [len(line) for line in points] == [3, 3]
    (x1, y1), (x2, y2), (x3, y3) = points[1]  # validation losses 2, 1, 2/3: from the top on
    assert x1 == 58 and x3 == 632 and x2 == (x1 + x3) / 2
    assert y1 == 18 and (y2 - y1) / (y3 - y2) == pytest.approx(3, abs=0.01)


def test_losses_that_are_not_finite_are_gaps_and_many_are_thinned():
    losses = [1.0, 0.9, math.nan, math.inf, 0.7, 0.6]
    parts = [epoch(i, i, loss=loss, validationLoss=math.nan) for i, loss in enumerate(losses, start=1)]
    assert len(svg(page(*parts)).findall("polyline")) == 2
    assert "<svg" not in page(*(epoch(i, i, loss=math.nan, validationLoss=math.nan) for i in (1, 2))).html()
    (line, _) = svg(page(*(epoch(i, i) for i in range(1, 5001)))).findall("polyline")
    assert 200 < len(line.get("points").split()) <= 301
    assert line.get("points").split()[-1].startswith("632.0,")


def test_an_epoch_that_is_gone_through_again_has_one_point():
    fits = page(epoch(1, 1), epoch(2, 2), report(3, "note", text="rolls back"), epoch(4, 2), epoch(5, 3))
    (line, _) = svg(fits).findall("polyline")
    assert len(line.get("points").split()) == 3


def test_several_fits_are_listed_and_the_one_under_way_is_shown():
    fits = page(epoch(1, 3, fit=1), report(2, "ended", fit=1, epoch=3), epoch(3, 1, fit=2))
    text = words(fits.html())
    assert "net_ab training · epoch 1/3, step 8/8" in text
    assert "2 net_ab training 1/3" in text and "1 net_ab done 3/3" in text
    many = page(*(report(i, "ended", fit=i, epoch=3) for i in range(1, 21)))
    assert "and 8 earlier ones" in many.html()


def test_a_live_cell_needs_a_notebook(monkeypatch, session):
    monkeypatch.setattr(_progress_display, "_notebook", lambda: None)
    with pytest.raises(ValueError, match="Cannot show a live cell .it needs a notebook"):
        with progress.live(spark=session, display="cell"):
            pass
    with pytest.raises(ValueError, match="Unknown display 'tqdm' .must be one of cell, lines, bar, none"):
        with progress.live(spark=session, display="tqdm"):
            pass


def test_a_cell_is_displayed_once_and_then_updated_for_all_fits_of_an_execution(monkeypatch):
    display = pytest.importorskip("IPython.display")
    seen = []

    class Handle:
        def update(self, content, raw):
            seen.append(("update", content["text/plain"]))

    def shown(content, raw, display_id):
        seen.append(("display", content["text/plain"]))
        return Handle()

    class Shell:
        execution_count = 5

    shell = Shell()
    monkeypatch.setattr(display, "display", shown)
    monkeypatch.setattr(_progress_display, "_notebook", lambda: shell)
    first = _progress_display.opened("cell", 2)
    first.update([])
    first.update([report(1, "started")])
    first.update([])
    first.close()
    again = _progress_display.opened("cell", 1)
    again.update([epoch(2, 1), report(3, "step", text="not shown")])
    assert again is first
    shell.execution_count = 6
    assert _progress_display.opened("cell", 2) is not first
    assert [kind for kind, _ in seen] == ["display", "update", "update"]
    assert [text for _, text in seen] == ["training has not started yet", "started 0", "epoch 1"]
