"""The package's types are right, and a program's mistakes are found by them."""
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(os.environ["COHERER_REPOSITORY"], "python", "src")


def mypy(cache, *arguments):
    pytest.importorskip("mypy")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--cache-dir", cache, "--config-file", str(SOURCES.parent / "pyproject.toml"),
         *arguments], env={**os.environ, "MYPYPATH": str(SOURCES)}, cwd=SOURCES, capture_output=True, text=True, timeout=600)
    return done.stdout.strip().splitlines()


def test_types_are_right_and_find_mistakes(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("""
import coherer
stage = coherer.NeuralNetworkClassifier(hiddenLayers=[8], maxIter=5).setBatchSize(16)
layers: list[int] | None = stage.getHiddenLayers()
stage.setMaxIter("ten")
coherer.NeuralNetworkClassifier(epochs=3)
""")
    cache = str(tmp_path / "cache")
    assert mypy(cache, "-p", "coherer")[-1].startswith("Success: no issues found in ")
    assert [line.split(" error: ")[1] for line in mypy(cache, str(program)) if " error: " in line] == [
        'Argument 1 to "setMaxIter" of "TrainingParams" has incompatible type "str"; expected "int"  [arg-type]',
        'Unexpected keyword argument "epochs" for "NeuralNetworkClassifier"  [call-arg]']
