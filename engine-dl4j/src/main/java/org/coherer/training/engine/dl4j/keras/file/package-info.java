/** Files that Keras has saved, and the weights in them. */
package org.coherer.training.engine.dl4j.keras.file;
