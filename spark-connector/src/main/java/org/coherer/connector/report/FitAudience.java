package org.coherer.connector.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.coherer.training.event.RunEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The observers and listeners of one fit alone, which it creates and closes itself.
 *
 * <p>Whoever creates an audience closes it. If training has begun meanwhile, that does nothing: the
 * thread that tells of the fit calls {@link #end} behind its last report, and so closes the members
 * where it calls them. A failure of a member is logged and disturbs nobody else.
 */
public final class FitAudience implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FitAudience.class);

  /**
   * One of those who are told.
   *
   * @param who the observer or listener itself
   */
  private record Member(Object who, FitObserver observer) {}

  private final List<Member> members = new ArrayList<>();
  private boolean handedOver;

  private FitAudience() {}

  /** Returns the audience of a fit; either may be empty. Those that can be closed will be. */
  public static FitAudience of(List<FitObserver> observers, List<FitListener> listeners) {
    FitAudience audience = new FitAudience();
    observers.forEach(each -> audience.members.add(new Member(each, each)));
    listeners.forEach(each -> audience.members.add(new Member(each, listening(each))));
    return audience;
  }

  private static FitObserver listening(FitListener listener) {
    return new FitObserver() {
      @Override
      public void onReport(FitReport report) {
        listener.onReport(report);
      }
    };
  }

  /** Leaves it to the thread that tells of the fit to close the members. */
  public synchronized void handOver() {
    handedOver = true;
  }

  /** Tells that the fit is about to train. */
  public void begin(FitDescription fit) {
    tell(member -> member.observer().onBegin(fit));
  }

  /** Tells of an event. */
  public void event(FitReport.Fit fit, RunEvent event) {
    tell(member -> member.observer().onEvent(fit, event));
  }

  /** Tells of a report. */
  public void report(FitReport report) {
    tell(member -> member.observer().onReport(report));
  }

  /** Closes the members that can be closed; nothing more is told. */
  public void end() {
    tell(FitAudience::close);
  }

  /** Closes the members, unless that was left to another thread. */
  @Override
  public synchronized void close() {
    if (!handedOver) {
      end();
    }
  }

  private static void close(Member member) {
    if (member.who() instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) { // as AutoCloseable declares
        throw new IllegalStateException("It cannot be closed", e);
      }
    }
  }

  private void tell(Consumer<Member> call) {
    for (Member member : members) {
      try {
        call.accept(member);
      } catch (Throwable e) { // Scala's listeners may throw what they do not declare.
        LOG.warn("A listener to one fit has failed ({}); the fit goes on", member.who(), e);
      }
    }
  }
}
