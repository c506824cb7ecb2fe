"""The live cell in a notebook that is executed."""
import os
import sys

import pytest

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytest.importorskip("ipykernel")

SESSION = """
import coherer
from coherer import progress
spark = coherer.session(master="local[2]", appName="notebook", spark_ui_enabled=False,
                        spark_driver_bindAddress="127.0.0.1", spark_driver_host="127.0.0.1")
rows = [(float(i % 2) * 2 + i % 7 / 7, i % 5 / 5, float(i % 2)) for i in range(200)]
train = spark.createDataFrame(rows, ["a", "b", "label"])
estimator = coherer.NeuralNetworkClassifier(featuresCols=["a", "b"], hiddenLayers=[4], maxIter=6, validationFraction=0.2)
"""

LIVE = """
with progress.live():
    estimator.fit(train)
    estimator.fit(train)
"""


def test_a_cell_shows_all_fits_of_its_execution_and_nothing_else(tmp_path):
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in (SESSION, LIVE, "spark.stop()")])
    paths = [path for path in sys.path if path]
    os.environ["PYTHONPATH"], before = os.pathsep.join(paths), os.environ.get("PYTHONPATH")
    try:
        nbclient.NotebookClient(book, timeout=300, kernel_name="python3").execute(cwd=str(tmp_path))
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
    outputs = book.cells[1].outputs
    shown = [one for one in outputs if "text/html" in one.get("data", {})]
    page = shown[0]["data"]["text/html"]
    assert len(shown) == 1
    assert page.count("<polyline") == 2 and "validation loss" in page and "width:100.0%" in page
    assert page.count("done") == 3  # the fit that is shown, and both in the list
    said = "".join(one["text"] for one in outputs if one["output_type"] == "stream")
    assert "epoch 1/6" not in said and "Epoch 1/6" not in said
