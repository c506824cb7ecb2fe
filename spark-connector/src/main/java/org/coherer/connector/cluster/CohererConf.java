package org.coherer.connector.cluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.SparkSession;
import org.coherer.training.engine.Engines;
import org.coherer.training.plan.Timeouts;
import org.coherer.training.transport.TransportOptions;
import org.coherer.training.transport.TransportOptions.Checksums;
import scala.Tuple2;
import scala.collection.Iterator;

/**
 * The settings {@code spark.coherer.*}: the session's, or else the application's.
 *
 * <p>Every Param has one, {@code spark.coherer.<name>}, which holds where the Param is not set on a
 * stage; so the order is stage, session, application, default. These have no Param:
 *
 * <table>
 * <caption>Settings without a Param</caption>
 * <tr><th>setting</th><th>default</th><th>meaning</th></tr>
 * <tr><td>spark.coherer.checksums</td><td>between_machines</td><td>which payloads carry one: off,
 * between_machines, always</td></tr>
 * <tr><td>spark.coherer.peerTimeout</td><td>60s</td><td>how long a worker may show no sign of life</td></tr>
 * <tr><td>spark.coherer.slotTimeout</td><td>peerTimeout + 7s</td><td>how long a run waits for a slot in
 * place of a lost one, from the last sign of life of what occupied it</td></tr>
 * <tr><td>spark.coherer.loadTimeout</td><td>10min</td><td>how long the workers may take to load their
 * shards</td></tr>
 * <tr><td>spark.coherer.messageTimeout</td><td>10min</td><td>how long a live worker may hold the others up</td></tr>
 * <tr><td>spark.coherer.recoverFromMemory</td><td>true</td><td>whether a worker that fails keeps its
 * rows and its replica in the executor until it is tried again</td></tr>
 * <tr><td>spark.coherer.requireEngine</td><td>false</td><td>whether an executor with {@code
 * CohererPlugin} ends that cannot load the engine</td></tr>
 * </table>
 *
 * <p>All methods throw an {@link IllegalArgumentException} that names the setting, its value and
 * what it must be.
 */
public final class CohererConf {

  /** What all names start with. */
  public static final String PREFIX = "spark.coherer.";

  private static final String CHECKSUMS = "checksums";
  private static final String ENGINE = "engine";
  private static final String LOAD_TIMEOUT = "loadTimeout";
  private static final String MESSAGE_TIMEOUT = "messageTimeout";
  private static final String PEER_TIMEOUT = "peerTimeout";
  private static final String RECOVER_FROM_MEMORY = "recoverFromMemory";
  private static final String REQUIRE_ENGINE = "requireEngine";
  private static final String SLOT_TIMEOUT = "slotTimeout";
  private static final List<String> WITHOUT_PARAM =
      List.of(
          CHECKSUMS,
          LOAD_TIMEOUT,
          MESSAGE_TIMEOUT,
          PEER_TIMEOUT,
          RECOVER_FROM_MEMORY,
          REQUIRE_ENGINE,
          SLOT_TIMEOUT);

  /** By names without the prefix. */
  private final SortedMap<String, String> settings = new TreeMap<>();

  /**
   * Creates a coherer conf from settings of any names.
   *
   * @param session the session's, which win
   * @param application the application's
   */
  CohererConf(Map<String, String> session, Map<String, String> application) {
    add(application);
    add(session);
  }

  private void add(Map<String, String> some) {
    some.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            settings.put(name.substring(PREFIX.length()), value);
          }
        });
  }

  /** Reads the settings of a session, as they are now. */
  public static CohererConf of(SparkSession session) {
    Map<String, String> own = new HashMap<>();
    Iterator<Tuple2<String, String>> all = session.conf().getAll().iterator();
    while (all.hasNext()) {
      Tuple2<String, String> setting = all.next();
      own.put(setting._1(), setting._2());
    }
    return new CohererConf(own, textsOf(session.sparkContext().getConf()));
  }

  /** Reads the settings of an application, where no session is known. */
  public static CohererConf of(SparkConf application) {
    return new CohererConf(Map.of(), textsOf(application));
  }

  private static Map<String, String> textsOf(SparkConf conf) {
    Map<String, String> texts = new HashMap<>();
    for (Tuple2<String, String> setting : conf.getAll()) {
      texts.put(setting._1(), setting._2());
    }
    return texts;
  }

  /**
   * Returns a setting as it was written.
   *
   * @param name without the prefix
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  /** Returns which payloads carry a checksum. */
  public Checksums checksums() {
    return get(CHECKSUMS, CohererConf::checksumsNamed).orElse(TransportOptions.DEFAULT.checksums());
  }

  /** Returns how long a live worker may hold the others up. */
  public Duration messageTimeout() {
    return seconds(MESSAGE_TIMEOUT, TransportOptions.DEFAULT.messageTimeout());
  }

  /** Returns the longest waits of a run. */
  public Timeouts timeouts() {
    Timeouts defaults =
        Timeouts.of(seconds(LOAD_TIMEOUT, Timeouts.DEFAULT.rendezvous()), peerTimeout());
    return defaults.withSlots(seconds(SLOT_TIMEOUT, defaults.slots()));
  }

  /** Returns how long a worker may show no sign of life. */
  public Duration peerTimeout() {
    return seconds(PEER_TIMEOUT, Timeouts.DEFAULT.peer());
  }

  /** Returns the name of the engine that fits use which name none themselves. */
  public String engine() {
    return text(ENGINE).orElse(Engines.DEFAULT);
  }

  /** Returns whether an executor that cannot load the engine is to end. */
  public boolean requiresEngine() {
    return get(REQUIRE_ENGINE, CohererConf::truth).orElse(false);
  }

  /** Returns whether a worker that fails keeps its rows and its replica for its next attempt. */
  public boolean recoversFromMemory() {
    return get(RECOVER_FROM_MEMORY, CohererConf::truth).orElse(true);
  }

  private static boolean truth(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("it must be true or false");
    }
    return text.equals("true");
  }

  /**
   * Checks that every setting is that of a Param, or one of those without.
   *
   * @param params the names of all Params
   * @throws IllegalArgumentException if one is not. The message names it, and the known one that is
   *     most like it
   */
  public void checkKnown(Collection<String> params) {
    SortedSet<String> known = new TreeSet<>(params);
    known.addAll(WITHOUT_PARAM);
    for (String name : settings.keySet()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Unknown setting "
                + PREFIX
                + name
                + " (did you mean "
                + PREFIX
                + Spelling.nearest(name, known)
                + "?)");
      }
    }
  }

  private <T> Optional<T> get(String name, Function<String, T> parser) {
    return text(name)
        .map(
            text -> {
              try {
                return parser.apply(text);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                    "Invalid " + PREFIX + name + "=" + text + ": " + e.getMessage(), e);
              }
            });
  }

  private static Checksums checksumsNamed(String name) {
    for (Checksums value : Checksums.values()) {
      if (value.name().equalsIgnoreCase(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "Unknown checksums '"
            + name.toLowerCase(Locale.ROOT)
            + "' (must be one of off, between_machines, always)");
  }

  private Duration seconds(String name, Duration otherwise) {
    Duration value =
        get(name, text -> Duration.ofSeconds(JavaUtils.timeStringAsSec(text))).orElse(otherwise);
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(
          "Invalid " + PREFIX + name + " " + value.toSeconds() + " s (must be at least 1 s)");
    }
    return value;
  }
}
