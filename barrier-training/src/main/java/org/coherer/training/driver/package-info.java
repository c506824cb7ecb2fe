/**
 * The control channel between the driver and the ranks: events, failures, and the rendezvous. Knows
 * nothing of Spark.
 */
package org.coherer.training.driver;
