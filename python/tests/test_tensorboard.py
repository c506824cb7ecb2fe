"""What TensorBoard's own reader and its page HParams find of real fits."""
import os

import pytest
from pyspark.ml.evaluation import MulticlassClassificationEvaluator
from pyspark.ml.tuning import CrossValidator, ParamGridBuilder
from tensorboard.backend.event_processing import data_provider, plugin_event_multiplexer
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.context import RequestContext
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment, list_session_groups
from tensorboard.util import tensor_util

from samples import classifier

EPOCHS = 5
EVERYTHING = {"scalars": 0, "tensors": 0, "histograms": 0}


def board(folder, **params):
    return classifier(
        maxIter=EPOCHS, validationFraction=0.2, learningRateSchedule="constant", progress="none",
        tensorBoardDir=str(folder), **params)


@pytest.fixture(scope="module")
def fitted(train, tmp_path_factory):
    """The summary of a fit, and TensorBoard's reader of its events."""
    folder = tmp_path_factory.mktemp("board")
    estimator = board(folder)
    model = estimator.fit(train)
    [run] = os.listdir(folder)
    assert run.startswith(estimator.uid + "-")
    events = EventAccumulator(str(folder / run), size_guidance=EVERYTHING)
    events.Reload()
    return model.summary, events


def values(events, tag):
    """The numbers of a scalar, which version 2 of the format has as tensors."""
    if tag in events.Tags()["scalars"]:
        return [one.value for one in events.Scalars(tag)]
    return [float(tensor_util.make_ndarray(one.tensor_proto)) for one in events.Tensors(tag)]


def texts(events, tag):
    return [text.decode() for one in events.Tensors(tag) for text in one.tensor_proto.string_val]


def test_the_scalars_are_those_of_the_summary(fitted):
    summary, events = fitted
    losses = list(summary.objectiveHistory)
    assert values(events, "loss/training") == pytest.approx(losses, rel=1e-6)
    assert len(values(events, "loss/validation")) == len(values(events, "metrics/accuracy")) == EPOCHS
    assert all(0 <= accuracy <= 1 for accuracy in values(events, "metrics/accuracy"))
    assert values(events, "optimizer/learning_rate") == pytest.approx([0.02] * EPOCHS)
    parts = [values(events, f"seconds/{part}") for part in ("data", "compute", "exchange", "waiting")]
    assert [sum(one) for one in zip(*parts)] == pytest.approx(values(events, "seconds/epoch"), rel=1e-3, abs=1e-4)


def test_steps_are_those_of_the_optimizer_and_times_those_of_the_epochs(fitted):
    _, events = fitted
    points = events.Scalars("loss/training")
    assert [one.step for one in points] == [points[0].step * (i + 1) for i in range(EPOCHS)] and points[0].step > 5
    times = [one.wall_time for one in points]
    assert times == sorted(times) and times[0] > 1.7e9


def test_notes_say_how_it_began_and_ended(fitted):
    _, events = fitted
    notes = texts(events, "notes")
    assert notes[0].startswith("training ") and notes[-1].startswith(f"trained {EPOCHS} epochs in ")


def test_the_network_is_a_graph_and_a_table(fitted):
    _, events = fitted
    nodes = events.Graph().node
    assert [node.op for node in nodes] == ["Input", "DenseLayer", "OutputLayer"]
    assert [list(node.input) for node in nodes] == [[], [nodes[0].name], [nodes[1].name]]
    assert [node.attr["parameters"].i for node in nodes] == [0, 4 * 8 + 8, 8 * 2 + 2]
    sizes = [[dim.size for dim in node.attr["_output_shapes"].list.shape[0].dim] for node in nodes]
    assert sizes == [[-1, 4], [-1, 8], [-1, 2]]
    assert "DenseLayer" in texts(events, "network")[0]


def buckets(events, tag):
    """For each step of a histogram its left and right limits and its counts, in whichever form the reader has them."""
    if tag in events.Tags()["histograms"]:
        found = [one.histogram_value for one in events.Histograms(tag)]
        return [
            ([one.min, *one.bucket_limit[:-1]], [*one.bucket_limit[:-1], one.max], list(one.bucket)) for one in found]
    return [tensor_util.make_ndarray(one.tensor_proto).T.tolist() for one in events.Tensors(tag)]


def test_histograms_are_those_of_each_layer(train, tmp_path):
    board(tmp_path, histograms=True).fit(train)
    [run] = os.listdir(tmp_path)
    events = EventAccumulator(str(tmp_path / run), size_guidance=EVERYTHING)
    events.Reload()
    assert len(values(events, "optimizer/gradient_norm")) == EPOCHS
    for layer, count in (("layer0", 4 * 8 + 8), ("layer1", 8 * 2 + 2)):
        for kind in ("weights", "gradients"):
            found = buckets(events, f"{kind}/{layer}")
            assert len(found) == EPOCHS
            for left, right, counts in found:
                assert sum(counts) == count and 1 <= len(counts) <= 64
                assert list(left) == sorted(left) and left[1:] == pytest.approx(right[:-1])
                assert left[0] < 0 < right[-1]


def test_without_the_param_there_are_no_histograms(fitted):
    _, events = fitted
    assert not events.Tags()["histograms"]
    assert not [tag for tag in events.Tags()["tensors"] if tag.startswith(("weights/", "gradients/"))]


def hparams(folder):
    """The experiment and its sessions, as TensorBoard's page HParams receives them."""
    multiplexer = plugin_event_multiplexer.EventMultiplexer().AddRunsFromDirectory(str(folder))
    multiplexer.Reload()
    provider = data_provider.MultiplexerDataProvider(multiplexer, str(folder))
    context = backend_context.Context(base_plugin.TBContext(data_provider=provider))
    request = RequestContext()
    experiment = get_experiment.Handler(request, context, "0", api_pb2.GetExperimentRequest()).run()
    asked = api_pb2.ListSessionGroupsRequest(slice_size=100, allowed_statuses=[1, 2, 3])
    for metric in experiment.metric_infos:
        asked.col_params.add().metric.CopyFrom(metric.name)
    return experiment, list_session_groups.Handler(request, context, "0", asked).run().session_groups


def test_hyperparameters_compare_the_fits_of_a_cross_validation(train, tmp_path):
    estimator = board(tmp_path, trainer="local")
    grid = ParamGridBuilder().addGrid(estimator.learningRate, [0.01, 0.1]).build()
    CrossValidator(
        estimator=estimator, estimatorParamMaps=grid, evaluator=MulticlassClassificationEvaluator(), numFolds=2,
        parallelism=2).fit(train)
    experiment, groups = hparams(tmp_path)
    differing = {one.name for one in experiment.hparam_infos if one.differs}
    # The last fit has more rows than the folds, from which these are chosen.
    assert "learningRate" in differing and differing <= {"learningRate", "warmupSteps", "weightDecay"}
    rates = sorted(group.hparams["learningRate"].number_value for group in groups)
    assert len(groups) == len(os.listdir(tmp_path)) == 5  # two folds of each rate, and the best one with all rows
    assert rates.count(0.01) >= 2 and rates.count(0.1) >= 2
    for group in groups:
        assert group.hparams["layers"].string_value == "[4,8,2]" and group.hparams["maxIter"].number_value == EPOCHS
        assert group.hparams["restoreBest"].HasField("bool_value")
        [session] = group.sessions
        assert session.status == api_pb2.STATUS_SUCCESS and session.end_time_secs > session.start_time_secs
        assert {one.name.tag for one in session.metric_values} >= {"loss/training", "metrics/accuracy"}


def test_a_fit_that_fails_is_a_session_that_failed(train, tmp_path):
    with pytest.raises(Exception) as thrown:
        board(tmp_path, optimizer="sgd").setLearningRate(1e30).fit(train)
    _, [group] = hparams(tmp_path)
    assert group.sessions[0].status == api_pb2.STATUS_FAILURE
    [run] = os.listdir(tmp_path)
    events = EventAccumulator(str(tmp_path / run), size_guidance=EVERYTHING)
    events.Reload()
    assert texts(events, "notes")[-1][:40] in str(thrown.value)


def test_a_folder_that_cannot_be_written_is_said_in_one_line(train, tmp_path):
    file = tmp_path / "file"
    file.write_text("not a folder")
    with pytest.raises(Exception, match="Invalid tensorBoardDir .*file: Cannot write what TensorBoard shows"):
        board(file).fit(train)


def test_listeners_are_named_by_their_classes(train):
    with pytest.raises(Exception, match="Unknown listener 'org.acme.Absent'"):
        classifier(listeners=["org.acme.Absent"]).fit(train)
