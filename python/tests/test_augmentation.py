"""The Param augmentation from Python: its texts are Java's, and fits have them."""
import random

import pytest
from coherer import NeuralNetworkClassifier
from coherer.augmentation import (
    color_jitter, cutout, mixup, random_crop, random_horizontal_flip, random_rotation, random_vertical_flip)
from coherer.layers import Conv2D, Dense, Flatten, Input
from coherer.network import Sequential

TEXTS = [
    random_horizontal_flip(), random_vertical_flip(1), random_crop(4), random_crop(2, fill=-1.5), random_rotation(12.5, 128),
    color_jitter(0.2, contrast=0.3), color_jitter(saturation=1), cutout(8), mixup(0.2)]

REFUSED = [
    (lambda: random_horizontal_flip(0), "Invalid probability 0 of random_horizontal_flip (must be above 0 and at most 1)"),
    (lambda: random_vertical_flip("often"), "Invalid probability 'often' of random_vertical_flip (must be a number)"),
    (lambda: random_crop(1.5), "Invalid padding 1.5 of random_crop (must be a whole number of pixels, at least 1)"),
    (lambda: random_crop(1, fill=float("nan")), "Invalid fill nan of random_crop (must be a finite number)"),
    (lambda: random_rotation(200), "Invalid degrees 200 of random_rotation (must be above 0 and at most 180)"),
    (lambda: color_jitter(2), "Invalid brightness 2 of color_jitter (must be from 0 to 1)"),
    (lambda: color_jitter(), "Invalid amounts [0, 0, 0] of color_jitter (must have one above 0)"),
    (lambda: cutout(0), "Invalid size 0 of cutout (must be a whole number of pixels, at least 1)"),
    (lambda: mixup(True), "Invalid alpha True of mixup (must be a number)"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED)
def test_numbers_out_of_bounds_are_refused(make, message):
    with pytest.raises(ValueError) as refused:
        make()
    assert str(refused.value) == message


def test_texts_are_those_of_java(spark):
    java = spark.sparkContext._jvm.org.coherer.training.augmentation.AugmentationText
    assert [java.parse(text).text() for text in TEXTS] == TEXTS


def test_a_fit_varies_images_by_its_seed(spark):
    draw = random.Random(1)
    rows = [(bytearray(draw.randrange(256) for _ in range(64)), float(i % 2)) for i in range(40)]
    images = spark.createDataFrame(rows, ["image", "label"]).coalesce(1).cache()
    network = Sequential([Input((8, 8, 1)), Conv2D(2, 3), Flatten(), Dense(2, "softmax")])

    def history(**params):
        estimator = NeuralNetworkClassifier(
            featuresCol="image", network=network, inputScale=1 / 255, maxIter=2, batchSize=8, numWorkers=1, **params)
        return estimator.fit(images).summary.objectiveHistory

    steps = [random_crop(2), "randomHorizontalFlip", mixup(0.4)]
    assert history(seed=1, augmentation=steps) == history(seed=1, augmentation=steps)
    assert history(seed=1, augmentation=steps) != history(seed=1)
