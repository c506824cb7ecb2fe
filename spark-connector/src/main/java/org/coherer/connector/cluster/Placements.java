package org.coherer.connector.cluster;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.coherer.connector.preflight.DynamicAllocationCheck;
import org.coherer.connector.preflight.Finding;
import org.coherer.connector.preflight.OneTaskCheck;
import org.coherer.connector.preflight.ServerSlotsCheck;
import org.coherer.connector.preflight.SlotsCheck;
import org.coherer.connector.preflight.SpeculationCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides on the driver, before anything starts, with how many workers a run can start, if any. */
public final class Placements {

  private static final Logger LOG = LoggerFactory.getLogger(Placements.class);

  private Placements() {}

  /**
   * Returns how many workers a run in a barrier stage has.
   *
   * @param requested the number asked for; 0 takes every slot
   * @param least with how many the run may begin, if there are no more slots; 0 for all
   */
  public static Placement barrier(ClusterView cluster, int requested, int least) {
    List<Finding> refused =
        new DynamicAllocationCheck(cluster.conf(), cluster.isLocal(), true, requested).findings();
    if (!refused.isEmpty()) {
      return Placement.refused(refused); // no reason to wait for slots
    }
    SlotsCheck slots = new SlotsCheck(requested, least, cluster.slots(requested));
    return new Placement(slots.workers(), slots.findings());
  }

  /**
   * Returns the one worker of a run that is the one task of an ordinary stage. Spark waits for its
   * slot, which dynamic allocation brings.
   *
   * @param requested the number of workers asked for; 0 for the one that there is
   * @param least with how many the run may begin; 0 for all
   */
  public static Placement oneTask(SparkConf conf, int requested, int least) {
    List<Finding> found = new ArrayList<>(new OneTaskCheck(requested, least).findings());
    found.addAll(new SpeculationCheck(conf, false).findings());
    return new Placement(1, found);
  }

  /**
   * Returns how many workers, and so shards, a run with a parameter server has. They may be more
   * than there are slots.
   *
   * @param requested the number asked for; 0 for as many as there are slots beside the servers
   * @param servers each of them takes a slot
   */
  public static Placement elastic(ClusterView cluster, int requested, int servers) {
    DynamicAllocationCheck dynamic =
        new DynamicAllocationCheck(cluster.conf(), cluster.isLocal(), false, requested);
    List<Finding> found = new ArrayList<>(new SpeculationCheck(cluster.conf(), true).findings());
    found.addAll(dynamic.findings());
    if (!found.isEmpty() || dynamic.isOn()) {
      return new Placement(requested, found);
    }
    int slots = cluster.slots(requested == 0 ? 0 : requested + servers);
    if (slots > servers && requested > slots - servers) {
      LOG.info("{} workers take turns in {} slots", requested, slots - servers);
    }
    return new Placement(
        requested == 0 ? slots - servers : requested,
        new ServerSlotsCheck(servers, slots).findings());
  }
}
