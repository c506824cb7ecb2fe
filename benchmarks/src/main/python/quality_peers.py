"""The contenders of the quality benchmark that are Python's: they fit the splits in a folder, with two threads.

usage: quality_peers.py FOLDER

All have their defaults but for the seed and the number of threads.
"""
import os
import sys
import time

import numpy as np
import pandas as pd

import worker

folder = sys.argv[1]
THREADS = 2


def sklearn_mlp(classes, seed):
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), (MLPClassifier if classes else MLPRegressor)(random_state=seed))


def xgboost(classes, seed):
    from xgboost import XGBClassifier, XGBRegressor

    return (XGBClassifier if classes else XGBRegressor)(n_jobs=THREADS, random_state=seed)


def realmlp(classes, seed):
    from pytabkit import RealMLP_TD_Classifier, RealMLP_TD_Regressor

    kind = RealMLP_TD_Classifier if classes else RealMLP_TD_Regressor
    return kind(device="cpu", random_state=seed, n_threads=THREADS, verbosity=0)


CONTENDERS = {"sklearn_mlp": sklearn_mlp, "xgboost": xgboost, "realmlp": realmlp}


def fit(contender, table, task, classes, seed):
    """Answers with the score on the test rows, and the seconds and CPU seconds of the fit alone."""
    regression = task == "regression"
    x, y = _part(table, "train", seed, regression)
    model = CONTENDERS[contender](int(classes), int(seed))
    cpu, start = time.process_time(), time.perf_counter()
    model.fit(x, y)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    x, y = _part(table, "test", seed, regression)
    predicted = np.asarray(model.predict(x)).reshape(-1)
    score = _r2(y, predicted) if regression else float(np.mean(predicted == y))
    if not np.isfinite(score):
        raise ValueError(f"the model predicts no numbers: its score is {score}")
    return f"{score} {seconds} {cpu}"


def _r2(y, predicted):
    return float(1 - np.sum((y - predicted) ** 2) / np.sum((y - y.mean()) ** 2))


def _part(table, part, seed, regression):
    path = os.path.join(folder, table, f"{part}-{seed}")
    rows = pd.read_parquet(path + ".parquet") if os.path.exists(path + ".parquet") else pd.read_csv(path + ".csv")
    label = rows.pop("label").to_numpy()
    return rows.to_numpy(np.float64), label if regression else label.astype(np.int64)


if __name__ == "__main__":
    worker.serve({"fit": fit})
