"""Runs the Python programs of pages, each page in a namespace and folder of its own, and says how each ended.

usage: run_snippets.py REPOSITORY PAGE...        in an empty folder

Prints a line for each program: page:line, a tab, and `passed`, `not run` or the error. Programs may use the names of
rows() and what `from coherer import *` brings. A program behind the comment `<!-- not run: why -->` is compiled, and
its imports are made.
"""
import ast
import os
import random
import re
import shutil
import struct
import sys
import traceback

import coherer
from pyspark.ml.linalg import Vectors
from pyspark.sql import Row

FENCE = re.compile(r"(?P<note><!-- not run: [^>]*-->\n\n?)?^```python\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL)
PEOPLE = "age,hours,job,town,member,since,income\n"


def programs(page):
    """Returns line, text and whether it is to be run, of each program of a page."""
    with open(page, encoding="utf-8") as file:
        text = file.read()
    for found in FENCE.finditer(text):
        yield text.count("\n", 0, found.start("text")) + 1, found["text"], not found["note"]


def people(path, count, seed):
    """Writes a table with missing values whose last column depends on the others."""
    draw = random.Random(seed)
    with open(path, "w", encoding="utf-8") as file:
        file.write(PEOPLE)
        for _ in range(count):
            age, hours = draw.randint(18, 67), draw.randint(15, 54)
            job = draw.choice(["clerk", "nurse", "teacher", "lawyer"])
            day = f"20{draw.randint(10, 19)}-0{draw.randint(1, 9)}-11"
            rich = age + hours + (20 if job == "lawyer" else 0) > 85
            first = "" if draw.random() < 0.05 else age
            file.write(f"{first},{hours},{job},town {draw.randint(0, 9)},{draw.random() < 0.3},{day}".lower()
                       + f",{'>50K' if rich else '<=50K'}\n")


def clouds(spark, count, seed):
    """Returns points of two classes, as `features` and `label`."""
    draw = random.Random(seed)
    rows = [Row(features=Vectors.dense(draw.gauss(3 * (i % 2), 1), draw.gauss(0, 1)), label=float(i % 2))
            for i in range(count)]
    return spark.createDataFrame(rows)


def pets(repository, folder):
    """Makes directories of images, each a class."""
    images = os.path.join(repository, "datasource/src/test/resources/imagefolder")
    for name in ("cat", "dog"):
        os.makedirs(f"{folder}/pets/{name}")
        for image in ("baseline.jpg", "rgb.png", "lossless.webp"):
            shutil.copy(os.path.join(images, image), f"{folder}/pets/{name}")


def data_sets(spark):
    """Writes a small data set of two classes in each format, into a folder that is called as the format is."""
    os.mkdir("idx")
    with open("idx/train-images-idx3-ubyte", "wb") as images, open("idx/train-labels-idx1-ubyte", "wb") as labels:
        images.write(struct.pack(">4i", 0x0803, 80, 8, 8) + b"".join(image(64, i) for i in range(80)))
        labels.write(struct.pack(">2i", 0x0801, 80) + bytes(i % 2 for i in range(80)))
    os.mkdir("cifar")
    with open("cifar/data_batch_1.bin", "wb") as file:
        file.write(b"".join(bytes([i % 2]) + image(3072, i) for i in range(80)))
    point = "float(3 * (id % 2) + rand(1)), float(rand(2))"
    columns = {
        "tfrecord": [f"array({point}) features", "if(id % 2 = 0, 'cat', 'dog') label"],
        "npy": [f"array({point}, float(id % 2), 1f) value"],
        "npz": [f"array({point}) x", "id % 2 y"],
        "webdataset": ["concat('letters/', id) __key__", "id % 2 cls",
                       "unhex(repeat(if(id % 2 = 0, '10', 'F0'), 16)) pixels"],
        "safetensors": ["concat('word ', id) name", f"array({point}, float(id % 2), 1f) values", "array(2, 2) shape"]}
    for name, selected in columns.items():
        spark.range(0, 80, 1, 2).selectExpr(*selected).write.format(name).mode("append").save(name)


def image(pixels, row):
    """Returns bytes of which one half is bright, the first of even rows and the second of others."""
    dark, bright = bytes(pixels // 2), bytes([100 + row]) * (pixels // 2)
    return dark + bright if row % 2 else bright + dark


def rows(spark, folder):
    """Returns what programs may use without declaring it."""
    draw = random.Random(1)
    train, test = clouds(spark, 240, 1), clouds(spark, 80, 2)
    test.write.parquet(f"{folder}/incoming.parquet")
    incoming = spark.readStream.schema(test.schema).parquet(f"{folder}/incoming.parquet")

    def digit_image(digit):
        return [float(draw.random() + (1 if i // 28 // 3 == digit else 0)) for i in range(784)]

    images = [Row(image=digit_image(i % 10), label=i % 10) for i in range(200)]
    reviews = [Row(text=" ".join(draw.choices(["good", "nice"] if i % 2 else ["bad", "dull"], k=9)), label=i % 2)
               for i in range(120)]
    series = [Row(readings=[draw.gauss(i % 2, 0.5) for _ in range(36)], label=i % 2) for i in range(120)]
    clicks = [Row(user=i % 23, item=f"item {i % 7}", history=[f"item {j % 7}" for j in range(i % 4)],
                  clicked=float((i % 23 + i % 7) % 2), label=float(i % 2)) for i in range(400)]
    data_sets(spark)
    people("people.csv", 400, 1)
    os.mkdir("incoming")
    people("incoming/a.csv", 50, 2)
    model = coherer.NeuralNetworkClassifier(maxIter=2, hiddenLayers=[4]).fit(train)
    model.save("first-model")
    return {
        "spark": spark, "folder": folder, "home": folder, "train": train, "test": test, "df": train, "model": model,
        "incoming": incoming, "images": spark.createDataFrame(images), "reviews": spark.createDataFrame(reviews),
        "series": spark.createDataFrame(series), "clicks": spark.createDataFrame(clicks)}


def outcome(text, where, names, run):
    """Runs or compiles a program; returns what became of it."""
    try:
        code = compile(text, where, "exec")
        if run:
            exec(code, names)
            return "passed"
        for statement in ast.parse(text).body:
            if isinstance(statement, (ast.Import, ast.ImportFrom)):
                exec(compile(ast.Module([statement], []), where, "exec"), {})
        return "not run"
    except Exception as error:  # whatever a program on a page may raise is its result
        last = traceback.extract_tb(error.__traceback__)
        at = next((frame.lineno for frame in reversed(last) if frame.filename == where), "?")
        return f"line {at}: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"


def main(repository, pages):
    """Runs the programs of pages in the working folder, which the JVM has too."""
    start = os.getcwd()
    spark = coherer.session(
        master="local[4]", appName="snippets", spark_ui_enabled=False, spark_ui_showConsoleProgress=False,
        spark_sql_shuffle_partitions=2,
        spark_driver_bindAddress="127.0.0.1", spark_driver_host="127.0.0.1")
    spark.sparkContext.setLogLevel("OFF")
    exported = {name: getattr(coherer, name) for name in coherer.__all__}
    shared = rows(spark, start)
    pets(repository, start)
    for page in pages:
        shutil.rmtree("income-model", ignore_errors=True)
        shutil.copytree("first-model", "income-model")
        names = {"__name__": "__main__", **exported, **shared}
        for line, text, run in programs(os.path.join(repository, page)):
            where = f"{page}:{line}"
            print(f"SNIPPET {where}\t{outcome(text, where, names, run)}", flush=True)
    os._exit(0)  # a page may have stopped the session, or left a stream


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
