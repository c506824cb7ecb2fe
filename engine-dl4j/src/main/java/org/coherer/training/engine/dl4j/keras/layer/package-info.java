/** Keras's layers as DL4J's, with their weights in DL4J's order. */
package org.coherer.training.engine.dl4j.keras.layer;
