"""Writes the splits of the tables in quality_tables.py to files. usage: quality_data.py FOLDER

FOLDER/NAME has train-SEED and test-SEED, 70 and 30 of 100 rows, stratified by class, with the column label and
numbers alone: a column for each category (a missing value is one of its own), missing numbers replaced by the
median of the training rows. Where a table has categories or missing numbers, raw-train-SEED and raw-test-SEED
have the same rows as they are in the package, and columns.csv says which columns are categories. Files are
Parquet where pyarrow is installed, else CSV.
"""
import hashlib
import importlib.util
import json
import os
import sys

import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split

import quality_tables
import worker

folder = sys.argv[1]
TEST_SHARE = 0.3
MISSING = "missing"
PARQUET = importlib.util.find_spec("pyarrow") is not None
HERE = os.path.dirname(os.path.abspath(__file__))


def listing():
    return ",".join(f"{name}:{table.task}:{table.group}" for name, table in quality_tables.TABLES.items())


def write(name, seeds):
    """Writes splits that are not there yet. Answers with package, rows, features, classes and the baseline's score."""
    table = quality_tables.TABLES[name]
    try:
        version = table.version()
    except quality_tables.Absent as e:
        return f"absent {e}"
    mark = _mark(version)
    for seed in range(1, int(seeds) + 1):
        if not os.path.exists(_info(name, seed)) or _read(name, seed)["mark"] != mark:
            _write_all(name, table, int(seeds), mark)
            break
    infos = [_read(name, seed) for seed in range(1, int(seeds) + 1)]
    baseline = float(np.median([info["baseline"] for info in infos]))
    return f"{version} {infos[0]['rows']} {infos[0]['features']} {infos[0]['classes']} {baseline}"


def _write_all(name, table, seeds, mark):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
    rows, label = table.load()
    classes = 0
    if table.task == "classification":
        kinds, label = np.unique(label.astype(str), return_inverse=True)
        classes = len(kinds)
    label = pd.Series(np.asarray(label, float), name="label")
    categories = table.categories(rows)
    plain = not categories and not rows.isna().any().any()
    pd.DataFrame({"column": rows.columns, "category": [column in categories for column in rows.columns]}).to_csv(
        os.path.join(folder, name, "columns.csv"), index=False)
    for seed in range(1, seeds + 1):
        train, test = train_test_split(
            np.arange(len(rows)), test_size=TEST_SHARE, random_state=seed, stratify=label if classes else None)
        encoded = encode(rows, categories, train)
        encoded["label"] = label
        for part, index in (("train", train), ("test", test)):
            _save(encoded.iloc[index], os.path.join(folder, name, f"{part}-{seed}"))
            if not plain:
                _save(rows.assign(label=label).iloc[index], os.path.join(folder, name, f"raw-{part}-{seed}"))
        info = {"mark": mark, "rows": len(rows), "features": encoded.shape[1] - 1, "classes": classes,
                "baseline": _baseline(label, train, test) if classes else 0.0}
        with open(_info(name, seed), "w") as file:
            json.dump(info, file)


def encode(rows, categories, train):
    """Returns numbers alone; the medians are those of the training rows."""
    parts = []
    for column in rows.columns:
        if column in categories:
            values = rows[column].astype(object).where(rows[column].notna(), MISSING).astype(str)
            parts.append(pd.get_dummies(values, prefix=column, dtype=float))
        else:
            values = pd.to_numeric(rows[column]).astype(float)
            median = values.iloc[train].median()
            parts.append(values.fillna(0.0 if np.isnan(median) else median).to_frame())
    encoded = pd.concat(parts, axis=1)
    encoded.columns = [f"f{i}" for i in range(encoded.shape[1])]
    return encoded


def _baseline(label, train, test):
    """The accuracy of the most frequent class of the training rows."""
    return float((label.iloc[test] == label.iloc[train].mode().iloc[0]).mean())


def _save(frame, path):
    frame = frame.reset_index(drop=True)
    if PARQUET:
        frame.to_parquet(path + ".parquet", index=False)
    else:
        frame.to_csv(path + ".csv", index=False)


def _info(name, seed):
    return os.path.join(folder, name, f"info-{seed}.json")


def _read(name, seed):
    with open(_info(name, seed)) as file:
        return json.load(file)


def _mark(version):
    """What files depend on: the package, their form, and how they are made."""
    text = f"{version} {PARQUET}".encode()
    for script in ("quality_data.py", "quality_tables.py"):
        with open(os.path.join(HERE, script), "rb") as file:
            text += file.read()
    return hashlib.sha256(text).hexdigest()


if __name__ == "__main__":
    worker.serve({"list": listing, "write": write})
