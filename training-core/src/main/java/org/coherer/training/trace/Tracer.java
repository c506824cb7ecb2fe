package org.coherer.training.trace;

/**
 * Is told where the time of a step goes. What is timed stands between {@link #start} and {@link
 * #end}, both on the thread that does it; spans of one thread nest.
 */
public interface Tracer {

  /** Nobody: no clock is read. */
  Tracer NONE =
      new Tracer() {
        @Override
        public long start() {
          return 0;
        }

        @Override
        public void end(Phase phase, String name, long start) {}
      };

  /** Returns the time, for {@link #end}; any number while nobody wants to know. */
  long start();

  /**
   * Says that something has ended now.
   *
   * @param name which one, where a step has several of them; else empty
   * @param start what {@link #start} has returned before it
   */
  void end(Phase phase, String name, long start);
}
