package org.coherer.connector.trace;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.coherer.connector.file.Message;
import org.coherer.training.trace.Phase;
import org.coherer.training.trace.Span;

/**
 * A trace as Perfetto reads it: a process for each rank, with a track for its training thread and
 * one for the thread that exchanges gradients beside it.
 *
 * @see <a href="https://perfetto.dev/docs/reference/synthetic-track-event">the format</a>
 */
final class PerfettoTrace {

  // Fields of Trace, TracePacket, TrackDescriptor and TrackEvent.
  private static final int PACKET = 1;
  private static final int TIMESTAMP = 8;
  private static final int SEQUENCE = 10;
  private static final int TRACK_EVENT = 11;
  private static final int TRACK_DESCRIPTOR = 60;
  private static final int UUID = 1;
  private static final int PARENT = 5;
  private static final int PROCESS = 3;
  private static final int THREAD = 4;
  private static final int TYPE = 9;
  private static final int TRACK = 11;
  private static final int CATEGORY = 22;
  private static final int NAME = 23;

  private static final int BEGIN = 1;
  private static final int END = 2;

  /** Tracks of a rank: the process, its training thread, its exchange thread. */
  private static final int TRACKS = 3;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PerfettoTrace() {}

  /** Returns the content of a file with the traces of all ranks, by one clock. */
  static byte[] of(List<RankTrace> ranks) {
    PerfettoTrace trace = new PerfettoTrace();
    ranks.forEach(trace::add);
    return trace.bytes.toByteArray();
  }

  private void add(RankTrace rank) {
    // Numbers of processes, threads and tracks are above 0; the idle process has 0.
    int process = (rank.rank() + 1) * TRACKS;
    Message named = new Message().number(1, process).text(6, rank.name());
    describe(new Message().number(UUID, process).message(PROCESS, named));
    List<Span> exchanged = rank.of(Phase.BUCKET);
    List<Span> trained =
        rank.spans().stream().filter(span -> span.phase() != Phase.BUCKET).toList();
    thread(process, process + 1, "training", trained);
    if (!exchanged.isEmpty()) {
      thread(process, process + 2, "exchange", exchanged);
    }
  }

  private void thread(int process, int thread, String name, List<Span> spans) {
    Message named = new Message().number(1, process).number(2, thread).text(5, name);
    describe(new Message().number(UUID, thread).number(PARENT, process).message(THREAD, named));
    // What is within another span comes behind it.
    List<Span> ordered =
        spans.stream()
            .sorted(
                Comparator.comparingLong(Span::start)
                    .thenComparing(Comparator.comparingLong(Span::end).reversed()))
            .toList();
    Deque<Span> open = new ArrayDeque<>();
    for (Span span : ordered) {
      while (!open.isEmpty() && open.peek().end() <= span.start()) {
        end(thread, open.pop());
      }
      begin(thread, span);
      open.push(span);
    }
    while (!open.isEmpty()) {
      end(thread, open.pop());
    }
  }

  private void describe(Message track) {
    packet(new Message().message(TRACK_DESCRIPTOR, track));
  }

  private void begin(int thread, Span span) {
    Message event =
        new Message()
            .number(TYPE, BEGIN)
            .number(TRACK, thread)
            .text(CATEGORY, span.phase().label())
            .text(NAME, label(span));
    packet(new Message().number(TIMESTAMP, span.start()).message(TRACK_EVENT, event));
  }

  private void end(int thread, Span span) {
    Message event = new Message().number(TYPE, END).number(TRACK, thread);
    packet(new Message().number(TIMESTAMP, span.end()).message(TRACK_EVENT, event));
  }

  private static String label(Span span) {
    return span.name().isEmpty() ? span.phase().label() : span.phase().label() + " " + span.name();
  }

  private void packet(Message packet) {
    packet.number(SEQUENCE, 1);
    bytes.writeBytes(new Message().message(PACKET, packet).toBytes());
  }
}
