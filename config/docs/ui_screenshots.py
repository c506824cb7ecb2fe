"""Takes the pictures of docs/ui.md: the tab of Spark's UI during a run, after it, on a phone and in the History Server.

usage: ui_screenshots.py [CHROMIUM]     with the package coherer and its jars, as bin/test-python has them

Not a part of any build. Look at the pictures before they are committed.
"""
import math
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import pyspark

import coherer

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "assets" / "screenshots"
EPOCHS, SHOWN = 60, 24
WAIT_SECONDS = 300


def rings(spark, count):
    """Returns points of two rings that overlap somewhat."""
    drawn = random.Random(1)
    rows = []
    for number in range(count):
        radius, angle = 1 + number % 2 + drawn.gauss(0, 0.25), drawn.uniform(0, 2 * math.pi)
        rows.append((radius * math.cos(angle), radius * math.sin(angle), number % 2))
    return spark.createDataFrame(rows, ["x", "y", "ring"]).cache()


def classifier(**params):
    """Returns an estimator of two workers."""
    return coherer.NeuralNetworkClassifier(
        featuresCols=["x", "y"], labelCol="ring", validationFraction=0.2, numWorkers=2, progress="none", **params)


def get(url):
    """Returns a page, and "" while there is none."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.read().decode("utf-8")
    except OSError:
        return ""


def wait_for(url, holds):
    """Waits until something holds for a page."""
    end = time.monotonic() + WAIT_SECONDS
    while not holds(get(url)):
        if time.monotonic() > end:
            raise TimeoutError(f"{url} does not get what is waited for within {WAIT_SECONDS} s")
        time.sleep(0.2)


def finished(page):
    """Returns whether a run is done."""
    return ">finished<" in page


def shown(page):
    """Returns whether so many epochs are done as the pictures of a running fit show."""
    done = re.search(rf"(\d+) / {EPOCHS}", page)
    return done and int(done[1]) >= SHOWN


def take(chromium, url, name, width, height):
    """Takes a picture of a page."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--hide-scrollbars", f"--user-data-dir={folder}/profile", f"--window-size={width},{height}",
             f"--screenshot={PICTURES / name}", url],
            check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def live(chromium, logs):
    """Takes the pictures of a running application, and returns its id."""
    spark = coherer.session(
        master="local[2]", spark_driver_bindAddress="127.0.0.1", spark_driver_host="127.0.0.1", spark_app_name="rings",
        spark_ui_enabled=True, spark_ui_port=0, spark_eventLog_enabled=True, spark_eventLog_dir=Path(logs).as_uri())
    spark._jvm.org.coherer.connector.ui.DeepLearningTab.attach(spark._jsc.sc())
    tab = spark.sparkContext.uiWebUrl + "/deep-learning"
    rows = rings(spark, 20000)
    classifier(hiddenLayers=[8], maxIter=12, stepSize=0.01).fit(rows)
    try:
        classifier(hiddenLayers=[16], maxIter=12, stepSize=1e30, optimizer="sgd", onDivergence="fail").fit(rows)
    except Exception as diverged:  # pylint: disable=broad-except
        print("As wanted:", str(diverged)[:120])
    fitting = threading.Thread(target=lambda: classifier(hiddenLayers=[256, 256], maxIter=EPOCHS, histograms=True).fit(rows))
    fitting.start()
    wait_for(f"{tab}/run/?id=3", shown)
    take(chromium, f"{tab}/run/?id=3", "ui-run-live.png", 1400, 1200)
    take(chromium, f"{tab}/", "ui-runs.png", 1400, 400)
    fitting.join()
    wait_for(f"{tab}/run/?id=3", finished)
    take(chromium, f"{tab}/run/?id=3", "ui-run.png", 1400, 1750)
    take(chromium, f"{tab}/run/?id=3", "ui-phone.png", 390, 1500)
    application = spark.sparkContext.applicationId
    spark.stop()
    return application


def history(chromium, logs, application):
    """Takes a picture of the History Server."""
    jars = [os.path.join(os.path.dirname(pyspark.__file__), "jars", "*"), os.path.join(os.environ["COHERER_JARS"], "*")]
    with tempfile.NamedTemporaryFile() as out:
        server = subprocess.Popen(
            ["java", "-Xmx512m", f"-Dspark.history.fs.logDirectory={Path(logs).as_uri()}", "-Dspark.history.ui.port=0",
             "-cp", os.pathsep.join(jars), "org.apache.spark.deploy.history.HistoryServer"],
            env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}, stdout=out, stderr=subprocess.STDOUT)
        try:
            port = None
            while port is None and server.poll() is None:
                port = re.search(r"HistoryServer .* started at http://[^:]+:(\d+)", Path(out.name).read_text("utf-8"))
                time.sleep(0.2)
            wait_for(f"http://127.0.0.1:{port[1]}/api/v1/applications/{application}", lambda answer: '"rings"' in answer)
            url = f"http://127.0.0.1:{port[1]}/history/{application}/deep-learning"
            wait_for(f"{url}/", finished)
            take(chromium, f"{url}/", "ui-history.png", 1400, 400)
        finally:
            server.terminate()
            server.wait()


def main(chromium):
    """Takes all pictures."""
    os.makedirs(PICTURES, exist_ok=True)
    with tempfile.TemporaryDirectory() as logs:
        history(chromium, logs, live(chromium, logs))


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["chromium"]))
