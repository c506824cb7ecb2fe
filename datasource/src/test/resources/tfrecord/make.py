"""Writes the files beside this script with TensorFlow, as the independent implementation."""

import gzip
from pathlib import Path

import tensorflow as tf

HERE = Path(__file__).parent


def feature(values):
    if isinstance(values[0] if values else 0, bytes):
        return tf.train.Feature(bytes_list=tf.train.BytesList(value=values))
    if isinstance(values[0] if values else 0, float):
        return tf.train.Feature(float_list=tf.train.FloatList(value=values))
    return tf.train.Feature(int64_list=tf.train.Int64List(value=values))


def example(i):
    features = {
        "id": feature([i]),
        "weight": feature([i / 4.0]),
        "pixels": feature([float(i + j) for j in range(4)]),
        "counts": feature(list(range(i))),
        "name": feature([f"größe {i}".encode()]),
        "image": feature([bytes([0xFF, 0xD8, i])]),
        "edges": feature([-(2**63), -1, 0, 2**63 - 1]),
    }
    if i % 2:
        features["odd"] = feature([i])
    return tf.train.Example(features=tf.train.Features(feature=features))


def sequence(i):
    tokens = [feature([i, j]) for j in range(i)]
    words = [feature([f"w{j}".encode()]) for j in range(2)]
    lists = {"tokens": tf.train.FeatureList(feature=tokens), "words": tf.train.FeatureList(feature=words)}
    return tf.train.SequenceExample(
        context=tf.train.Features(feature={"length": feature([i])}),
        feature_lists=tf.train.FeatureLists(feature_list=lists),
    )


def write(name, records, compression=""):
    with tf.io.TFRecordWriter(str(HERE / name), tf.io.TFRecordOptions(compression_type=compression)) as out:
        for record in records:
            out.write(record)


def deterministic(message):
    return message.SerializeToString(deterministic=True)


write("examples.tfrecord", [deterministic(example(i)) for i in range(5)])
write("examples.tfrecord.gz", [deterministic(example(i)) for i in range(5)], "GZIP")
write("sequences.tfrecord", [deterministic(sequence(i)) for i in range(4)])
write("bytes.tfrecord", [b"", b"a", bytes(range(256))])
assert gzip.decompress((HERE / "examples.tfrecord.gz").read_bytes()) == (HERE / "examples.tfrecord").read_bytes()
