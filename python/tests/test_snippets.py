"""Every Python program on the pages of docs/ and in README.md runs; see run_snippets.py."""
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
SECONDS = 400


def pages():
    """Returns the pages that have a program in Python, from the repository's root."""
    found = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
    return [str(page.relative_to(REPOSITORY)) for page in found if "```python\n" in page.read_text(encoding="utf-8")]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    """Runs all programs in one process, whose folder is the JVM's as well, and returns what became of each page's."""
    run = subprocess.run(
        [sys.executable, str(HERE / "run_snippets.py"), str(REPOSITORY), *pages()],
        cwd=tmp_path_factory.mktemp("snippets"), capture_output=True, text=True, timeout=SECONDS,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, check=False)
    found = {}
    for page, line, outcome in re.findall(r"^SNIPPET (.*):(\d+)\t(.*)$", run.stdout, re.MULTILINE):
        found.setdefault(page, []).append((int(line), outcome))
    assert run.returncode == 0 and found, run.stderr[-4000:]
    return found


@pytest.mark.parametrize("page", pages())
def test_programs_of_a_page_run(outcomes, page):
    wrong = [f"{page}:{line}: {outcome}" for line, outcome in outcomes.get(page, [(0, "was not run")])
             if outcome not in ("passed", "not run")]
    assert not wrong, "\n".join(wrong)


def test_programs_that_are_not_run_are_few(outcomes):
    left = [(page, line) for page, ends in outcomes.items() for line, outcome in ends if outcome == "not run"]
    assert len(left) <= 3, left
