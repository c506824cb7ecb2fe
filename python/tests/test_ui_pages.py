"""What a browser makes of the tab "Deep Learning" of Spark's UI: live, in the History Server, behind proxies with a
strict policy. In JVMs of its own, of each Spark in COHERER_SPARK_HOMES, or of the one that COHERER_JARS is of."""
import contextlib
import json
import os
import re
import signal
import threading
from pathlib import Path

import pytest

import chromium
import spark_pages

BROWSER = chromium.find()
HOMES = (os.environ.get("COHERER_SPARK_HOMES") or str(Path(os.environ.get("COHERER_JARS", "/absent")).parent)).split(
    os.pathsep)
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium found (install the package chromium, or set COHERER_CHROMIUM to its path)")

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'"
EPOCHS, PHONE = 4, 390

# Each would set `owned` if a page took it for more than a text.
UID = "uid<script>owned=1</script>&amp;'\""
COLUMNS = [
    "<img src=x onerror=owned=1>", "\"><svg onload='owned=1'>", "a & b &lt; c", "</td></table><script>owned=1</script>"]
LABEL = "javascript:owned=1"
PREDICTION = "<b style='color:red' onmouseover=\"owned=1\">p</b>"

# The tags and the attributes that our part of a page may have.
TAGS = set("div p span a h4 h5 dl dt dd table thead tbody tr th td details summary strong br".split())
DRAWN = set("svg title rect path line circle text g".split())

SCRIPT = """
window.ours = () => {
  const title = document.querySelector('h3');
  return title && title.closest('.row').nextElementSibling;
};
window.look = () => {
  const all = [...ours().querySelectorAll('*')];
  const box = element => { const {width, height} = element.getBoundingClientRect(); return {width, height}; };
  const within = (inner, outer) => inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top
    && inner.bottom <= outer.bottom;
  const curve = path => ({
    ...box(path), length: path.getTotalLength(), points: (path.getAttribute('d').match(/[ML]/g) || []).length,
    inside: within(path.getBoundingClientRect(), path.ownerSVGElement.getBoundingClientRect())});
  return {
    title: document.querySelector('h3').textContent.trim(), text: ours().textContent,
    tags: [...new Set(all.map(element => element.localName))],
    drawn: [...new Set([...ours().querySelectorAll('svg, svg *')].map(element => element.localName))],
    active: all.flatMap(element => [...element.attributes].filter(one => /^on|^style$|^src$/i.test(one.name))
      .map(one => one.name + '=' + one.value)),
    links: [...ours().querySelectorAll('[href]')].map(link => link.href), owned: typeof window.owned,
    charts: Object.fromEntries([...ours().querySelectorAll('svg.img-fluid')].map(svg =>
      [svg.querySelector('title').textContent, {
        ...box(svg), curves: [...svg.querySelectorAll('path[stroke-width]')].map(curve),
        dots: svg.querySelectorAll('circle').length, bars: [...svg.querySelectorAll('g rect')].map(box)}]))};
};
// Whether an element that has nothing but a text is there, with a place on the page.
window.shown = text => [...ours().querySelectorAll('*')].some(element => element.children.length === 0
  && element.textContent === text && element.getBoundingClientRect().width > 0);
window.sticksOut = () => [...ours().querySelectorAll('*')].filter(element => !element.closest('.table-responsive')
  && element.getBoundingClientRect().right > innerWidth + 0.5).map(element => element.outerHTML.slice(0, 120));
// Texts whose contrast is less than WCAG asks for (AA).
window.pale = () => {
  const parse = color => { const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, below) => below.slice(0, 3).map((value, i) => top[i] * top[3] + value * (1 - top[3])).concat(1);
  const ground = element => element === null ? [255, 255, 255, 1]
    : over(parse(getComputedStyle(element).backgroundColor), ground(element.parentElement));
  const light = color => color.slice(0, 3).map(value => value / 255)
    .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, i) => sum + [0.2126, 0.7152, 0.0722][i] * value, 0);
  const found = [];
  const texts = document.createTreeWalker(ours(), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement, style = getComputedStyle(element);
    // Links have the color of all of Spark's links.
    if (!texts.currentNode.data.trim() || ['title', 'a'].includes(element.localName)) continue;
    const drawn = element.closest('svg'), below = drawn ? [255, 255, 255, 1] : ground(element);
    const [a, b] = [light(over(parse(drawn ? style.fill : style.color), below)), light(below)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    if (ratio < (large ? 3 : 4.5)) found.push(texts.currentNode.data.slice(0, 40) + ': ' + ratio.toFixed(2));
  }
  return [...new Set(found)];
};
"""


def estimator(app, **params):
    """Returns an estimator; py4j sees no default methods of interfaces, so Params are set by their names."""
    made = app.jvm.org.coherer.ml.NeuralNetworkClassifier(UID)
    for name, value in {
            "featuresCols": app.strings(*COLUMNS), "labelCol": LABEL, "predictionCol": PREDICTION,
            "hiddenLayers": app.array(app.jvm.int, [8]), "numWorkers": 2, "validationFraction": 0.2, "progress": "none",
            **params}.items():
        made.set(made.getParam(name).w(value))
    return made


def rows(app):
    """Returns rows of two classes."""
    columns = [f"cast((id * {7 + 4 * i}) % 13 + (id % 2) * 3 as double) as `{name}`" for i, name in enumerate(COLUMNS)]
    return app.spark.range(400).selectExpr(app.strings(*columns, f"cast(id % 2 as double) as `{LABEL}`"))


@contextlib.contextmanager
def fitting(app, made, data):
    """Fits on a thread of its own, until the block ends."""
    def fit():
        with contextlib.suppress(Exception):  # It is cancelled.
            made.fit(data)
    thread = threading.Thread(target=fit, daemon=True)
    thread.start()
    try:
        yield
    finally:
        app.spark.sparkContext().cancelAllJobs()
        thread.join(60)


class Served:
    """An application with a fit that has ended, one that has failed and one that trains; all places that show it."""

    def __init__(self, home, folder):
        self.closing, self.usual = contextlib.ExitStack(), {}
        logs = Path(folder, "logs")
        logs.mkdir()
        try:
            self.app = self.closing.enter_context(spark_pages.Application(
                home, folder, **{"spark.eventLog.enabled": "true", "spark.eventLog.dir": logs.as_uri()}))
            self._train()
            history = self.closing.enter_context(
                spark_pages.history_server(home, folder, logs, **{"spark.history.fs.update.interval": "1s"}))
            based = self.closing.enter_context(spark_pages.history_server(
                home, folder, logs, **{"spark.history.fs.update.interval": "1s", "spark.ui.proxyBase": "/gate/way"}))
            live = self.closing.enter_context(spark_pages.Proxy("/knox", self.app.url, POLICY))
            past = self.closing.enter_context(spark_pages.Proxy("/gate/way", based, POLICY, forwards=False))
            path = f"/history/{self.app.id}"
            self.proxies = {"live, behind a proxy": live, "history, behind a proxy": past}
            self.places = {"live": self.app.url, "history": history + path, "live, behind a proxy": live.url,
                           "history, behind a proxy": past.url + path}
            for place in self.places.values():
                spark_pages.wait_for(
                    f"{place} does not show the runs", lambda place=place: "3 runs, 1 under way" in self.text(place))
        except BaseException:
            self.closing.close()
            raise

    @staticmethod
    def text(place):
        """Returns the list of runs as HTML."""
        return spark_pages.get(place + "/deep-learning/")[2]

    def _train(self):
        data = rows(self.app)
        ending = estimator(self.app, maxIter=EPOCHS)
        params = [ending.getParam(name) for name in ("featuresCols", "labelCol", "predictionCol")]
        self.values = [param.jsonEncode(ending.getOrDefault(param)) for param in params]
        ending.fit(data)
        with pytest.raises(Exception, match="diverged"):
            estimator(self.app, optimizer="sgd", learningRate=1e30, onDivergence="fail").fit(data)
        self.closing.enter_context(fitting(self.app, estimator(self.app, maxIter=1000000, numWorkers=1), data))
        spark_pages.wait_for(
            "No epoch has ended", lambda: re.search(r">[1-9][\d,]* / 1,000,000<", self.text(self.app.url)))


@pytest.fixture(scope="module", params=HOMES, ids=lambda home: Path(home).parent.name)
def home(request):
    """What a build has left of a Spark and of Coherer."""
    return built(request.param)


def built(home):
    if not Path(home, "RELEASE").is_file():
        pytest.skip(f"no build in {home} (mvn package -pl examples -am, with the profiles of its Spark)")
    return home


@pytest.fixture(scope="module")
def served(home, tmp_path_factory):
    made = Served(home, tmp_path_factory.mktemp("spark"))
    with made.closing:
        yield made


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    with chromium.Chromium(BROWSER, str(tmp_path_factory.mktemp("chromium"))) as started:
        yield started


@pytest.fixture(params=["live", "history", "live, behind a proxy", "history, behind a proxy"])
def place(request, served):
    """One of the places that show the UI."""
    return request.param


class View:
    """The UI at a place, as a browser shows it."""

    def __init__(self, browser, served, place):
        self._browser, self._proxy, self.address = browser, served.proxies.get(place), served.places[place]
        if place not in served.usual:
            served.usual[place] = self._usual()
        self._said, self._blocked = served.usual[place]
        self._strays = set(self._proxy.strays) if self._proxy else set()

    def _usual(self):
        """Returns what pages of Spark's own have to complain of, and what of theirs a policy blocks."""
        said, blocked = set(), set()
        for path in ("/environment/", "/executors/"):
            with self.page(path) as page:
                said |= self._complaints(page)
                blocked |= {(one["directive"], one["what"]) for one in page.run("blocked")}
        return said, blocked

    @contextlib.contextmanager
    def page(self, path, **size):
        with self._browser.page(script=SCRIPT, **size) as page:
            yield page.open(self.address + path)

    @staticmethod
    def _complaints(page):
        return {(source, re.sub(r"https?://\S+", "", text)) for source, text in page.complaints()}

    def check(self, page):
        """Checks that a page is whole and that nothing of ours was blocked or ran, and returns what it shows."""
        blocked = page.run("blocked")
        assert not [one for one in blocked if one["ours"]]
        assert {(one["directive"], one["what"]) for one in blocked if one["element"] is None} <= self._blocked
        assert self._complaints(page) <= self._said
        assert not page.failures()
        assert not self._proxy or set(self._proxy.strays) == self._strays
        shown = page.run("look()")
        assert shown["owned"] == "undefined" and not shown["active"]
        assert set(shown["tags"]) <= TAGS | DRAWN and set(shown["drawn"]) <= DRAWN
        assert all(link.startswith(self.address + "/deep-learning/") for link in shown["links"])
        return shown


@pytest.fixture
def view(browser, served, place):
    return View(browser, served, place)


RUN = "/deep-learning/run/?id="


def check_curves(shown, title, count, points):
    """Checks that a chart has curves that go somewhere, within the picture."""
    chart = shown["charts"][title]
    assert chart["width"] > 200 and chart["height"] > 100
    assert len(chart["curves"]) == count
    for curve in chart["curves"]:
        assert curve["points"] >= points and curve["inside"]
        assert curve["width"] > 100 and curve["height"] > 2 and curve["length"] > 100
    return chart


def check_texts(page, *texts):
    for text in texts:
        assert page.run(f"shown({json.dumps(text)})"), text


@pytest.mark.parametrize("at", ["live", "history"])
def test_pages_have_the_headers_of_sparks_own(served, at):
    def headers(path):
        status, found, _ = spark_pages.get(served.places[at] + path)
        assert status == 200
        return {name: value for name, value in found.items() if name not in ("Date", "Content-Length")}
    sparks = headers("/jobs/")
    assert sparks["X-Content-Type-Options"] == "nosniff" and "no-store" in sparks["Cache-Control"]
    for path in ("/deep-learning/", RUN + "1", RUN + "9"):
        assert headers(path) == sparks


def test_what_a_policy_blocks_is_heard_of(browser, served):
    proxy = served.proxies["live, behind a proxy"]
    with browser.page(script=SCRIPT) as page:
        blocked = page.open(proxy.url + proxy.CONTROL).run("blocked")
        kinds = {one["directive"] for one in blocked}
        assert kinds == {"style-src-attr", "script-src-attr", "script-src-elem", "img-src"}
        # What is fetched has no element; it is told from Spark's by its kind and its address.
        assert [one["ours"] for one in blocked if one["element"]] == [True] * 3
        assert page.run("typeof owned") == "undefined"


def test_the_list_leads_to_each_run_and_back(view):
    with view.page("/environment/") as page:
        page.follow("[...document.querySelectorAll('nav a')].find(link => link.textContent === 'Deep Learning')")
        assert page.url == view.address + "/deep-learning/"
        shown = view.check(page)
        assert "3 runs, 1 under way" in shown["text"] and len(shown["links"]) == 3
        check_texts(page, UID, "running", "failed", "finished", f"{EPOCHS} / {EPOCHS}")
        page.follow(f"ours().querySelector('a[href$=\"{RUN}1\"]')")
        assert page.url == view.address + RUN + "1"
        assert view.check(page)["title"] == "Run 1: NeuralNetworkClassifier"


def test_a_run_that_is_not_there_leads_to_the_list(view):
    with view.page(RUN + "%3Cscript%3Eowned=1%3C/script%3E") as page:
        assert "There is no such run." in view.check(page)["text"]
        assert "3 runs" in view.check(page.follow("ours().querySelector('a')"))["text"]


def test_a_run_that_has_ended_has_its_curves_and_its_texts_as_they_are(view, served):
    with view.page(RUN + "1") as page:
        shown = view.check(page)
        assert check_curves(shown, "Loss", 2, EPOCHS)["dots"] >= 2 * EPOCHS
        check_curves(shown, "Validation: accuracy", 1, EPOCHS)
        check_curves(shown, "Learning rate", 1, EPOCHS)
        check_curves(shown, "Throughput", 1, EPOCHS)
        bars = shown["charts"]["Where the time of each epoch went"]["bars"]
        assert len(bars) >= EPOCHS and max(bar["height"] for bar in bars) > 50
        assert shown["charts"]["Where the time went"]["width"] > 200
        check_texts(page, "finished", UID, *served.values)


def test_a_run_that_has_failed_says_why(view):
    with view.page(RUN + "2") as page:
        shown = view.check(page)
        assert shown["text"].strip().startswith("Training diverged at epoch 1") and not shown["charts"]
        check_texts(page, "failed", UID)


def test_a_run_under_way_has_the_curves_so_far(view):
    with view.page(RUN + "3") as page:
        shown = view.check(page)
        check_curves(shown, "Loss", 2, 3)
        check_curves(shown, "Throughput", 1, 3)
        check_texts(page, "running", UID)


@pytest.mark.parametrize("path", ["/deep-learning/", RUN + "1", RUN + "2", RUN + "3", RUN + "9"])
def test_pages_fit_a_phone_and_can_be_read(browser, served, path):
    view = View(browser, served, "live")
    with view.page(path, width=PHONE, height=800) as page:
        page.run("ours().querySelectorAll('details').forEach(one => one.open = true)")
        assert page.run("document.documentElement.scrollWidth") == PHONE
        assert not page.run("sticksOut()") and not page.run("pale()")
        view.check(page)


def test_a_run_that_has_lost_an_executor_says_where_it_goes_on_and_why(browser, tmp_path):
    processes = """(() => {
      const table = [...ours().querySelectorAll('table')].find(one => one.textContent.startsWith('RankHostProcess'));
      return table ? [...table.querySelectorAll('tbody tr')].map(row => +row.children[2].textContent) : [];
    })()"""
    with spark_pages.Application(built(HOMES[0]), tmp_path, "local-cluster[2,1,1024]") as app, \
            fitting(app, estimator(app, maxIter=1000000), rows(app)), browser.page(script=SCRIPT) as page:
        address = app.url + RUN + "1"
        spark_pages.wait_for("No epoch has ended", lambda: "Time of each epoch" in spark_pages.get(address)[2])
        before = page.open(address).run(processes)
        assert len(set(before)) == 2
        os.kill(before[1], signal.SIGKILL)
        spark_pages.wait_for("Training does not resume", lambda: "training resumes" in spark_pages.get(address)[2])
        page.open(address)
        check_texts(page, "running", UID)
        [note] = page.run("[...ours().querySelectorAll('td')].map(cell => cell.textContent).filter("
                          "text => text.startsWith('training resumes'))")
        assert "from memory" in note and "1 of the workers had kept its state" in note
        # Spark says so, or the other rank, whoever is first.
        assert re.search(r"; cause: rank (1 \(.*attempt 1\): .|0 \(.*attempt 1\): .*Lost rank 1 \()", note), note
        after = page.run(processes)
        assert before[0] in after and before[1] not in after and len(set(after)) == 2
