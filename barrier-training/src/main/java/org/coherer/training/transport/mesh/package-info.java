/**
 * A rank's connections to all others: a TCP connection to each, and on top of it the fastest path
 * that the two have.
 */
package org.coherer.training.transport.mesh;
