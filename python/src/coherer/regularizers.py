"""Penalties on the weights of a layer, with Keras's names: they are added to the loss."""
from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Dict

__all__ = ["L1L2", "l1", "l1_l2", "l2"]


@dataclass(frozen=True)
class L1L2:
    """A penalty: ``l1`` times the sum of absolute values, and ``l2`` times the sum of squares."""

    l1: float = 0.0
    l2: float = 0.0

    def __post_init__(self) -> None:
        for name in ("l1", "l2"):
            factor = getattr(self, name)
            number = isinstance(factor, (int, float)) and not isinstance(factor, bool)
            if not number or not 0 <= factor < math.inf:
                raise ValueError(f"Invalid {name} {factor} of a regularizer (must be at least 0)")
            object.__setattr__(self, name, float(factor))

    def _json(self) -> Dict[str, Any]:
        """As Keras writes it."""
        if self.l1 == 0:
            kind, config = "L2", {"l2": self.l2}
        elif self.l2 == 0:
            kind, config = "L1", {"l1": self.l1}
        else:
            kind, config = "L1L2", {"l1": self.l1, "l2": self.l2}
        return {"module": "keras.regularizers", "class_name": kind, "config": config, "registered_name": None}


def l1(l1: float = 0.01) -> L1L2:
    """A penalty on absolute values, which makes weights zero."""
    return L1L2(l1=l1)


def l2(l2: float = 0.01) -> L1L2:
    """A penalty on squares, which keeps weights small."""
    return L1L2(l2=l2)


def l1_l2(l1: float = 0.01, l2: float = 0.01) -> L1L2:
    """Both penalties."""
    return L1L2(l1=l1, l2=l2)
