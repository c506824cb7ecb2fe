package org.coherer.connector.tensorboard;

import java.time.Instant;
import java.util.Map;
import org.coherer.connector.file.Message;

/**
 * The events of TensorBoard's files, one record each, as its {@code event.proto} and {@code
 * summary.proto} have them.
 */
final class Events {

  /** The second generation of files; readers trust their restarts. */
  private static final String VERSION = "brain.Event:2";

  private static final int FLOATS = 1;
  private static final int STRINGS = 7;
  private static final int TENSOR = 2;
  private static final int START = 1;

  private Events() {}

  /** Returns the first event of each file. */
  static byte[] version(Instant time) {
    return event(time, 0).text(3, VERSION).toBytes();
  }

  /**
   * Returns numbers, one for each tag.
   *
   * @param step optimizer steps so far
   */
  static byte[] scalars(Instant time, long step, Map<String, Double> values) {
    Message summary = new Message();
    values.forEach(
        (tag, value) ->
            summary.message(1, new Message().text(1, tag).single(2, value.floatValue())));
    return event(time, step).message(5, summary).toBytes();
  }

  /** Returns messages of histograms, one for each tag. */
  static byte[] histograms(Instant time, long step, Map<String, Message> histograms) {
    Message summary = new Message();
    histograms.forEach(
        (tag, histogram) -> summary.message(1, new Message().text(1, tag).message(5, histogram)));
    return event(time, step).message(5, summary).toBytes();
  }

  /** Returns a text, which TensorBoard takes for Markdown. */
  static byte[] text(Instant time, long step, String tag, String text) {
    Message tensor = new Message().number(1, STRINGS).message(2, new Message()).text(8, text);
    return tensor(time, step, tag, metadata("text", new byte[0]), tensor);
  }

  /** Returns the graph of a network. */
  static byte[] graph(Instant time, byte[] graph) {
    return event(time, 0).content(4, graph).toBytes();
  }

  /** Returns what a plugin has to know of a run; there are no numbers in it. */
  static byte[] ofPlugin(Instant time, String tag, String plugin, byte[] content) {
    Message none = new Message().message(2, new Message().number(1, 0));
    Message tensor = new Message().number(1, FLOATS).message(2, none);
    return tensor(time, 0, tag, metadata(plugin, content), tensor);
  }

  /** Returns a restart: what files have of this step and of later ones does not hold any more. */
  static byte[] restart(Instant time, long step) {
    return event(time, step).message(7, new Message().number(1, START)).toBytes();
  }

  /** Returns the seconds since 1970, as TensorBoard wants times. */
  static double seconds(Instant time) {
    return time.getEpochSecond() + time.getNano() / 1e9;
  }

  private static Message event(Instant time, long step) {
    Message event = new Message().real(1, seconds(time));
    return step == 0 ? event : event.number(2, step);
  }

  private static byte[] tensor(
      Instant time, long step, String tag, Message metadata, Message tensor) {
    Message value = new Message().text(1, tag).message(9, metadata).message(8, tensor);
    return event(time, step).message(5, new Message().message(1, value)).toBytes();
  }

  private static Message metadata(String plugin, byte[] content) {
    return new Message()
        .message(1, new Message().text(1, plugin).content(2, content))
        .number(4, TENSOR);
  }
}
