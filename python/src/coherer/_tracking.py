"""Who follows all fits of this process: coherer.mlflow, if that is wanted."""
from __future__ import annotations

from contextlib import nullcontext
from typing import Any, Callable, ContextManager, Optional, Protocol


class Follower(Protocol):
    """Follows fits."""

    def place(self) -> Any:
        """Returns where the calling thread is, such as in which run; None if nowhere."""

    def following(self, stage: Any, dataset: Any, place: Any) -> ContextManager[Callable[[Any], None]]:
        """Follows a fit of an estimator to rows, and returns what is to be called with the model.

        place is where the thread was that has made the estimator, or a copy on the way to it; None if nowhere.
        """


_follower: Optional[Follower] = None


def follow(follower: Optional[Follower]) -> None:
    """Has every fit from now on followed; None ends that."""
    global _follower
    _follower = follower


def place() -> Any:
    """Returns where the calling thread is; None if nowhere or if nobody follows."""
    return None if _follower is None else _follower.place()


def following(stage: Any, dataset: Any, place: Any) -> ContextManager[Callable[[Any], None]]:
    """Has a fit followed, if somebody does; what is returned is to be called with the model."""
    return nullcontext(lambda model: None) if _follower is None else _follower.following(stage, dataset, place)
