/**
 * Mutual authentication of the two ends of a connection by the run's secret, and the keys that
 * follow from it.
 */
package org.coherer.training.transport.auth;
