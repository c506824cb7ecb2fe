"""Every notebook of examples/notebooks runs from the wheel, and shows what it is there for."""
import os
import re
from pathlib import Path

import pytest

import coherer

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = sorted((REPOSITORY / "examples" / "notebooks").glob("*.ipynb"))
CELL_SECONDS = 300

nbclient = pytest.importorskip("nbclient")
nbformat = pytest.importorskip("nbformat")
pytestmark = pytest.mark.skipif(
    not list((Path(coherer.__file__).parent / "_jars").glob("*.jar")), reason="runs from the wheel (bin/test-notebooks)")


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def ran(request, tmp_path_factory):
    """A notebook with the outputs of its cells; kept in the folder COHERER_NOTEBOOKS, if there is one."""
    notebook = nbformat.read(request.param, as_version=4)
    folder = tmp_path_factory.mktemp(request.param.stem)
    nbclient.NotebookClient(
        notebook, timeout=CELL_SECONDS, kernel_name="python3", resources={"metadata": {"path": str(folder)}}).execute()
    if os.environ.get("COHERER_NOTEBOOKS"):
        nbformat.write(notebook, Path(os.environ["COHERER_NOTEBOOKS"]) / request.param.name)
    return request.param.stem, notebook


def outputs(notebook, kind):
    """Returns all outputs of a kind, such as text/html."""
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["data"][kind] for output in shown if kind in output.get("data", {})]


def printed(notebook):
    shown = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return "".join(output["text"] for output in shown if output.get("name") == "stdout")


def numbers(pattern, text):
    found = re.search(pattern, text)
    assert found, text
    return [float(number) for number in found.groups()]


def test_a_notebook_shows_charts_of_its_training(ran):
    _, notebook = ran
    assert any("<svg" in page and "loss" in page for page in outputs(notebook, "text/html"))


def test_a_notebook_finds_what_it_promises(ran):
    name, notebook = ran
    text = printed(notebook)
    if name == "first-model":
        assert "scores, all equal" in text and "houres" in text
        assert numbers(r"accuracy\s+([\d.]+)", text)[0] > 0.85
    elif name == "recommender":
        found, best = numbers(r"found ([\d.]+), best possible ([\d.]+)", text)
        assert 0.9 * best < found <= best + 0.01
    elif name == "images":
        assert numbers(r"after 40: ([\d.]+)", text)[0] > 0.85
    elif name == "hyperparameters":
        assert numbers(r"rows of no fold: ([\d.]+)", text)[0] > 0.85
    else:
        pytest.fail(f"no check for {name}: add one")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_is_kept_without_outputs(path):
    cells = nbformat.read(path, as_version=4).cells
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)


def test_there_are_notebooks():
    assert len(NOTEBOOKS) >= 4
