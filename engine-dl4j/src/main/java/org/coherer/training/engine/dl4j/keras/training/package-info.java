/** What Keras trains with, as DL4J has it: activations, losses, optimizers, penalties. */
package org.coherer.training.engine.dl4j.keras.training;
