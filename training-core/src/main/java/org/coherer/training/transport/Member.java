package org.coherer.training.transport;

/**
 * The address and identity of one rank, which all ranks exchange at rendezvous.
 *
 * @param rank its rank
 * @param host where it listens
 * @param port where it listens
 * @param processId the operating system's number of its process
 * @param rows the rows of its shard
 * @param plan the fingerprint of the plan that it follows
 * @param locality where it runs
 */
public record Member(
    int rank, String host, int port, long processId, long rows, String plan, Locality locality) {}
