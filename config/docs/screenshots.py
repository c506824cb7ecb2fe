"""Takes the pictures of docs/assets/screenshots: what a notebook shows of a fit while it runs, and of its summary after it;
what TensorBoard shows of several.

usage: screenshots.py [CHROMIUM]     with the package coherer and its jars, as bin/test-python has them

Not a part of any build. Look at the pictures before they are committed.
"""
import json
import math
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import coherer
from coherer import _progress_html

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "assets" / "screenshots"
PAGE = """<!DOCTYPE html><meta charset="utf-8"><body style="margin:16px;background:#fff;
font-family:Helvetica,Arial,sans-serif;font-size:14px">{}</body>"""
EPOCHS, SHOWN = 40, 26


class Following:
    """Keeps what the cell shows at one epoch."""

    def __init__(self):
        self.fits, self.cell = _progress_html.Fits(), None

    def on_progress(self, report):
        self.fits.add(report)

    def on_epoch(self, report):
        self.fits.add(report)
        if report.epoch == SHOWN:
            self.cell = self.fits.html()


def rings(spark, count):
    """Returns points of two rings that overlap somewhat."""
    drawn = random.Random(1)
    rows = []
    for number in range(count):
        radius, angle = 1 + number % 2 + drawn.gauss(0, 0.25), drawn.uniform(0, 2 * math.pi)
        rows.append((radius * math.cos(angle), radius * math.sin(angle), number % 2))
    return spark.createDataFrame(rows, ["x", "y", "ring"])


def take(chromium, html, name, width, height):
    """Takes a picture of a part of a page."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(PAGE.format(html), encoding="utf-8")
        take_page(chromium, page.as_uri(), name, width, height)


def take_page(chromium, address, name, width, height):
    """Takes a picture of a page, whose scripts have 20 seconds of its own time."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--hide-scrollbars", f"--user-data-dir={folder}/profile", f"--window-size={width},{height}",
             "--virtual-time-budget=20000", f"--screenshot={PICTURES / name}", address],
            check=True, timeout=120, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def take_board(chromium, spark):
    """Takes a picture of what TensorBoard shows of some fits."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
        data = rings(spark, 20000).cache()
        for rate, hidden in ((0.003, [32, 32]), (0.01, [32, 32]), (0.03, [64, 32, 16])):
            coherer.NeuralNetworkClassifier(
                featuresCols=["x", "y"], labelCol="ring", hiddenLayers=hidden, maxIter=25, learningRate=rate,
                validationFraction=0.2, numWorkers=2, tensorBoardDir=folder).fit(data)
        free.close()
        with subprocess.Popen(
                [sys.executable, "-m", "tensorboard.main", "--logdir", folder, "--host", "127.0.0.1", "--port", str(port)],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as board:
            try:
                for _ in range(300):
                    try:
                        if len(json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/data/runs", timeout=10))) == 3:
                            break
                    except OSError:
                        pass
                    time.sleep(0.2)
                take_page(
                    chromium, f"http://127.0.0.1:{port}/#scalars&tagFilter=loss%2F%5Btv%5D%7Caccuracy%7Clearning"
                    "&_smoothingWeight=0", "tensorboard.png", 1100, 770)
            finally:
                board.terminate()


def main(chromium):
    """Trains, and takes the pictures."""
    os.makedirs(PICTURES, exist_ok=True)
    spark = coherer.session(
        master="local[2]", spark_ui_enabled=False, spark_driver_bindAddress="127.0.0.1", spark_driver_host="127.0.0.1")
    followed = Following()
    model = coherer.NeuralNetworkClassifier(
        featuresCols=["x", "y"], labelCol="ring", hiddenLayers=[32, 32], maxIter=EPOCHS, validationFraction=0.2,
        numWorkers=2).fit(rings(spark, 40000).cache(), callbacks=[followed])
    take(chromium, followed.cell, "progress.png", 700, 330)
    take(chromium, model.summary.toHtml(), "summary.png", 900, 930)
    take_board(chromium, spark)
    spark.stop()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["chromium"]))
