package org.coherer.connector.tensorboard;

import java.time.Instant;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.coherer.connector.file.Message;

/**
 * The Params of a fit for TensorBoard's page HParams, and how the fit has ended.
 *
 * <p>There is no description of the experiment as a whole: TensorBoard would take the columns of
 * all fits from an arbitrary one of them. Without it, it has a column for each Param of any fit,
 * those that differ first.
 */
final class Hyperparameters {

  private static final String PLUGIN = "hparams";
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** A longer value, such as a network as JSON, is no column of a table. */
  private static final int LONGEST = 200;

  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private Hyperparameters() {}

  /**
   * Returns the event of a beginning.
   *
   * @param params names, and values as JSON
   */
  static byte[] start(Instant time, SortedMap<String, String> params) {
    Message info = new Message();
    params.forEach(
        (name, json) -> {
          if (json.length() <= LONGEST) {
            info.message(1, new Message().text(1, name).message(2, value(json)));
          }
        });
    info.real(5, Events.seconds(time));
    return event(time, "_hparams_/session_start_info", 3, info);
  }

  /** Returns the event of an end. */
  static byte[] end(Instant time, boolean success) {
    Message info =
        new Message().number(1, success ? SUCCESS : FAILURE).real(2, Events.seconds(time));
    return event(time, "_hparams_/session_end_info", 4, info);
  }

  private static byte[] event(Instant time, String tag, int field, Message info) {
    return Events.ofPlugin(time, tag, PLUGIN, new Message().message(field, info).toBytes());
  }

  private static Message value(String json) {
    if (json.equals("true") || json.equals("false")) {
      return new Message().number(4, json.equals("true") ? 1 : 0);
    }
    if (NUMBER.matcher(json).matches()) {
      return new Message().real(2, Double.parseDouble(json));
    }
    return new Message().text(3, json.startsWith("\"") ? unquoted(json) : json);
  }

  /** Returns what a string of JSON says. */
  private static String unquoted(String json) {
    StringBuilder text = new StringBuilder();
    int end = json.length() - 1;
    int at = 1;
    while (at < end) {
      char each = json.charAt(at++);
      if (each != '\\') {
        text.append(each);
        continue;
      }
      char escape = json.charAt(at++);
      if (escape == 'u') {
        text.append((char) Integer.parseInt(json.substring(at, at + 4), 16));
        at += 4;
      } else {
        text.append(unescaped(escape));
      }
    }
    return text.toString();
  }

  private static char unescaped(char escape) {
    return switch (escape) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> escape;
    };
  }
}
