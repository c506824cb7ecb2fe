/**
 * Networks that Keras 2 has saved as HDF5, as DL4J's: reads the file, builds DL4J's configuration,
 * and lays the weights in DL4J's order. Knows nothing of replicas.
 */
package org.coherer.training.engine.dl4j.keras;
