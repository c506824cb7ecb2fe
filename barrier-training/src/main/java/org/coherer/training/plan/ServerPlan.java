package org.coherer.training.plan;

import java.util.Objects;

/**
 * Through a parameter server: servers hold the parameters, and apply the updates that workers send.
 *
 * @param servers how many servers share the parameters, at least 1
 * @param consistency how far workers may be apart
 * @param delayCompensation the factor lambda of what makes up for a gradient's delay; 0 for nothing
 * @param rateByStaleness whether the learning rate of an update is divided by its staleness; not
 *     that of rows of embedding tables
 * @param tables how servers hold embedding tables, if there are columns of ids
 */
public record ServerPlan(
    int servers,
    Consistency consistency,
    double delayCompensation,
    boolean rateByStaleness,
    TablesPlan tables)
    implements Agreement {

  /** Checks the numbers, and that all of it can be had together. */
  public ServerPlan {
    Objects.requireNonNull(consistency, "consistency");
    Objects.requireNonNull(tables, "tables");
    Requirements.atLeastOne("numServers", servers);
    if (!(delayCompensation >= 0 && Double.isFinite(delayCompensation))) {
      throw new IllegalArgumentException(
          "Invalid delayCompensation " + delayCompensation + " (must be a number of at least 0)");
    }
    if (consistency.isSynchronous() && delayCompensation > 0) {
      throw new IllegalArgumentException(
          "Invalid delayCompensation "
              + delayCompensation
              + " (must be 0 if consistency is synchronous, for then no gradient is delayed)");
    }
    if (consistency.isSynchronous() && rateByStaleness) {
      throw new IllegalArgumentException(
          "Invalid rateByStaleness true (must be false if consistency is synchronous, for then no"
              + " gradient is stale)");
    }
  }

  /** Creates a plan with the usual embedding tables, if there are any. */
  public ServerPlan(
      int servers, Consistency consistency, double delayCompensation, boolean rateByStaleness) {
    this(servers, consistency, delayCompensation, rateByStaleness, TablesPlan.DEFAULT);
  }

  /** Creates a plan without any correction of stale gradients. */
  public ServerPlan(int servers, Consistency consistency) {
    this(servers, consistency, 0, false);
  }

  /** Returns the same plan with other embedding tables. */
  public ServerPlan with(TablesPlan others) {
    return new ServerPlan(servers, consistency, delayCompensation, rateByStaleness, others);
  }
}
