"""What Perfetto's own classes find in the trace of a real fit."""
import collections
import os

import pytest
from perfetto.protos.perfetto.trace import perfetto_trace_pb2 as perfetto

from samples import classifier


@pytest.fixture(scope="module")
def folder(train, tmp_path_factory):
    folder = tmp_path_factory.mktemp("profile")
    classifier(numWorkers=2, maxIter=3, progress="none", profileSteps="3-5", profileDir=str(folder)).fit(train)
    return folder


def content(folder, suffix):
    [name] = [name for name in os.listdir(folder) if name.endswith(suffix)]
    return (folder / name).read_bytes()


def known(message):
    """Whether a message, and those in it, have no fields but those of Perfetto's schema."""
    from google.protobuf import unknown_fields
    if len(unknown_fields.UnknownFieldSet(message)):
        return False
    for field, value in message.ListFields():
        if field.message_type and field.is_repeated:
            if not all(known(one) for one in value):
                return False
        elif field.message_type and not known(value):
            return False
    return True


def test_the_trace_is_one_by_perfettos_schema(folder):
    trace = perfetto.Trace.FromString(content(folder, ".pftrace"))
    assert trace.packet and known(trace)
    assert all(packet.trusted_packet_sequence_id == 1 for packet in trace.packet)
    described = [packet.track_descriptor for packet in trace.packet if packet.HasField("track_descriptor")]
    processes = [track.process.process_name for track in described if track.HasField("process")]
    assert len(processes) == 2 and all(name.startswith(f"rank {i} on ") for i, name in enumerate(processes))
    assert {track.thread.thread_name for track in described if track.HasField("thread")} >= {"training"}


def test_slices_of_each_track_begin_and_end_in_order(folder):
    trace = perfetto.Trace.FromString(content(folder, ".pftrace"))
    opened, last, steps = collections.defaultdict(list), {}, collections.Counter()
    for packet in trace.packet:
        if packet.HasField("track_event"):
            event = packet.track_event
            assert last.get(event.track_uuid, 0) <= packet.timestamp
            last[event.track_uuid] = packet.timestamp
            if event.type == perfetto.TrackEvent.TYPE_SLICE_BEGIN:
                opened[event.track_uuid].append(event.name)
            else:
                assert event.type == perfetto.TrackEvent.TYPE_SLICE_END
                steps[opened[event.track_uuid].pop()] += 1
    assert not any(opened.values())
    assert [steps[f"step {i}"] for i in range(1, 7)] == [0, 0, 2, 2, 2, 0]
    assert steps["optimizer"] == steps["pass"] == 6


def test_the_summary_says_what_bounds_the_steps(folder):
    lines = content(folder, ".txt").decode().splitlines()
    assert lines[0].startswith("Steps 3 to 5 of 2 ranks, ")
    assert "the steps: it takes " in lines[1]
