/**
 * What keeps the replicas of all ranks alike: the exchange of gradients after, or during, the
 * backward pass.
 */
package org.coherer.training.sync;
