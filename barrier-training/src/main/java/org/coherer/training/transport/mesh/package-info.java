/**
 * Connects a rank to all others: a TCP connection to each, and the fastest link that both ends can
 * use for vectors.
 */
package org.coherer.training.transport.mesh;
