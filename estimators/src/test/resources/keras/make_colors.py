"""Writes colors.h5 and colors.csv, with Keras 2.15: a CNN of colour images, and what it makes of pixels.

Run as: python make_colors.py
"""

import numpy as np
import tensorflow as tf
from tensorflow.keras import Input, Sequential, layers

HEIGHT, WIDTH, CHANNELS, ROWS = 6, 5, 3, 8


def pixels():
    """Bytes that a test computes again: no two neighbours alike in any direction."""
    row, y, x, c = np.indices((ROWS, HEIGHT, WIDTH, CHANNELS))
    return (row * 53 + y * 31 + x * 17 + c * 101 + y * c * 7 + row * x * 13) % 256


tf.keras.utils.set_random_seed(5)
model = Sequential(
    [
        Input((HEIGHT, WIDTH, CHANNELS)),
        layers.Conv2D(6, (3, 2), padding="same", activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
        layers.Dense(3, activation="softmax"),
    ]
)
model.save("colors.h5", save_format="h5", include_optimizer=False)
with open("colors.csv", "w") as out:
    for probabilities in model.predict(pixels().astype("float32") / 255, verbose=0):
        out.write(",".join(repr(float(p)) for p in probabilities) + "\n")
