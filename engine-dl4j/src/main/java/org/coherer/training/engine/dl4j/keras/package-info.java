/**
 * Networks of Keras 2 and 3 as DL4J's: builds DL4J's configuration from Keras's description, and
 * lays the weights in DL4J's order. Knows nothing of replicas.
 */
package org.coherer.training.engine.dl4j.keras;
