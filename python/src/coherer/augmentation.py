"""How the images of a training set are varied: elements of the Param ``augmentation``, as texts.

    from coherer.augmentation import mixup, random_crop, random_horizontal_flip

    NeuralNetworkClassifier(..., augmentation=[random_horizontal_flip(), random_crop(4), mixup(0.2)])

Images are varied differently in each epoch, in the order of the list; rows that validate, evaluate or score are not. Values
such as ``fill`` have the unit of the column of images, before inputScale and standardization: 0 to 255 for bytes.
"""
from __future__ import annotations

import numbers

from coherer._shapes import invalid, shown

__all__ = [
    "color_jitter", "cutout", "mixup", "random_crop", "random_horizontal_flip", "random_rotation", "random_vertical_flip"]

_MOST_ALPHA = 100
_MOST_DEGREES = 180
_FLOAT_MAX = 3.4028234e38


def _text(name: str, **values: float) -> str:
    return name + "(" + " ".join(f"{key}={shown(float(value))}" for key, value in values.items()) + ")"


def _number(name: str, key: str, value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise invalid(name, key, shown(value), "must be a number")


def _above(name: str, key: str, value: float, most: float) -> None:
    _number(name, key, value)
    if not 0 < value <= most:
        raise invalid(name, key, value, f"must be above 0 and at most {most}")


def _pixels(name: str, key: str, value: int) -> None:
    _number(name, key, value)
    if value < 1 or value % 1 != 0:
        raise invalid(name, key, value, "must be a whole number of pixels, at least 1")


def _fill(name: str, value: float) -> None:
    _number(name, "fill", value)
    if not -_FLOAT_MAX <= value <= _FLOAT_MAX:
        raise invalid(name, "fill", value, "must be a finite number")


def random_horizontal_flip(probability: float = 0.5) -> str:
    """Mirrors images, left to right; probability (above 0, at most 1) says which part of them."""
    _above("random_horizontal_flip", "probability", probability, 1)
    return _text("randomHorizontalFlip", probability=probability)


def random_vertical_flip(probability: float = 0.5) -> str:
    """Turns images upside down, as a mirror does; probability (above 0, at most 1) says which part of them."""
    _above("random_vertical_flip", "probability", probability, 1)
    return _text("randomVerticalFlip", probability=probability)


def random_crop(padding: int, fill: float = 0) -> str:
    """Pads an image by so many pixels on all sides, with the value fill, and cuts a part of the former size out, anywhere.

    Examples
    --------
    >>> random_crop(4)
    'randomCrop(padding=4 fill=0)'
    """
    _pixels("random_crop", "padding", padding)
    _fill("random_crop", fill)
    return _text("randomCrop", padding=padding, fill=fill)


def random_rotation(degrees: float, fill: float = 0) -> str:
    """Rotates an image by at most so many degrees (above 0, at most 180) either way; what comes into view is fill."""
    _above("random_rotation", "degrees", degrees, _MOST_DEGREES)
    _fill("random_rotation", fill)
    return _text("randomRotation", degrees=degrees, fill=fill)


def color_jitter(brightness: float = 0, contrast: float = 0, saturation: float = 0) -> str:
    """Changes brightness, contrast and saturation, by a factor each from 1 - amount to 1 + amount (amounts from 0 to 1)."""
    amounts = {"brightness": brightness, "contrast": contrast, "saturation": saturation}
    for key, value in amounts.items():
        _number("color_jitter", key, value)
        if not 0 <= value <= 1:
            raise invalid("color_jitter", key, value, "must be from 0 to 1")
    if not any(amounts.values()):
        raise invalid("color_jitter", "amounts", list(amounts.values()), "must have one above 0")
    return _text("colorJitter", **amounts)


def cutout(size: int, fill: float = 0) -> str:
    """Covers a square of so many pixels in a row, anywhere in an image, with the value fill (DeVries and Taylor, 2017)."""
    _pixels("cutout", "size", size)
    _fill("cutout", fill)
    return _text("cutout", size=size, fill=fill)


def mixup(alpha: float) -> str:
    """Blends every row with another one of its batch, features and targets alike; last in the list (Zhang et al., 2018).

    Shares are drawn from a beta distribution whose parameters are both alpha (above 0, at most 100).
    """
    _above("mixup", "alpha", alpha, _MOST_ALPHA)
    return _text("mixup", alpha=alpha)
