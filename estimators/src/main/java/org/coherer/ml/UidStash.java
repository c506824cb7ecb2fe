package org.coherer.ml;

import org.apache.spark.ml.util.Identifiable$;

/**
 * Hands a stage's uid to its own constructor before Spark's base class asks for it.
 *
 * <p>Spark's base classes make their Params in their constructors, and each Param takes over its
 * stage's uid there and then. In Scala a uid is a constructor parameter, set by that time; a Java
 * field is not. So the uid waits here, for the thread, from the moment the constructor's arguments
 * are evaluated until the first call of {@code uid()}.
 */
final class UidStash {

  private static final ThreadLocal<String> PENDING = new ThreadLocal<>();

  private UidStash() {}

  /** A proof that a uid was offered, so that no constructor forgets to. */
  record Offered(String uid) {}

  static Offered offer(String uid) {
    PENDING.set(uid);
    return new Offered(uid);
  }

  static Offered offerRandom(String prefix) {
    return offer(Identifiable$.MODULE$.randomUID(prefix));
  }

  /** Returns the stage's own uid once it is set, and before that the pending one. */
  static String resolve(String own) {
    return own != null ? own : PENDING.get();
  }

  /** Ends the construction: returns the uid for the stage's field. */
  static String take(Offered offered) {
    PENDING.remove();
    return offered.uid();
  }
}
