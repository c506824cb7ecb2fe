/**
 * What Keras writes of layers, losses and optimizers, and what the import does with each setting.
 */
package org.coherer.training.engine.dl4j.keras.setting;
