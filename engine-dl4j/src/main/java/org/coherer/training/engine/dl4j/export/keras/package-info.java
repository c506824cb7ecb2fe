/** Models for Keras 3: its JSON and the weights of its layers, as one file of NumPy's. */
package org.coherer.training.engine.dl4j.export.keras;
