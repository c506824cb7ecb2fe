/**
 * What the two kinds of network that DL4J has look like from outside: parameters by layer, forward,
 * backward, loss.
 */
package org.coherer.training.engine.dl4j.adapter;
