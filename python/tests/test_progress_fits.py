"""The progress of real fits, in a session with its own JVM."""
import concurrent.futures

import pytest

from coherer import progress
from conftest import classifier


def test_every_epoch_is_called_back_once_with_what_the_summary_says(spark, train):
    seen = []
    with progress.on_epoch(seen.append, spark=spark):
        model = classifier(maxIter=5, validationFraction=0.2, progress="none").fit(train)
    assert [one.epoch for one in seen] == [1, 2, 3, 4, 5] and {one.epochs for one in seen} == {5}
    assert [one.loss for one in seen] == list(model.summary.objectiveHistory)
    assert all(0 < one.validationLoss < 10 and 0 <= one.metrics["accuracy"] <= 1 for one in seen)
    assert seen[0].text.startswith("epoch 1/5: loss ") and seen[0].rows > 0 and seen[0].rowsPerSecond > 0


def test_callbacks_of_concurrent_fits_say_which_fit_it_is(spark, train):
    seen = []
    estimator = classifier(maxIter=3, trainer="local", numWorkers=1, progress="none")
    with progress.live(estimator, callbacks=[seen.append], spark=spark, display="none"):
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(estimator.copy().fit, train) for _ in range(2)]:
                done.result()
    fits = {one.fit for one in seen}
    assert len(fits) == 2 and {one.uid for one in seen} == {estimator.uid}
    for fit in fits:
        assert [one.epoch for one in seen if one.fit == fit] == [1, 2, 3]


def test_a_fit_that_fails_is_told_to_callbacks(spark, train):
    class Follower:
        ends = []

        def on_end(self, one):
            self.ends.append(one)

    with progress.live(callbacks=[Follower()], spark=spark, display="none"):
        with pytest.raises(Exception) as thrown:
            classifier(learningRate=1e30, maxIter=50, optimizer="sgd", progress="none").fit(train)
    assert [one.kind for one in Follower.ends] == ["failed"]
    assert Follower.ends[0].text[:40] in str(thrown.value)


def test_the_latest_reports_can_be_read(spark, train):
    estimator = classifier(maxIter=2, progress="none")
    estimator.fit(train)
    found = [one for one in progress.read(spark) if one.uid == estimator.uid]
    assert [one.kind for one in found if one.kind != "step"] == ["started", "epoch", "epoch", "ended"]
    assert progress.read(spark, limit=1) == found[-1:]
    assert progress.read(spark, after=found[-1].number) == []
    rows = spark.read.format("coherer-progress").option("after", found[0].number - 1).load().collect()
    assert [row.number for row in rows] == [one.number for one in found]
    assert [row.text for row in rows] == [one.text for one in found]
