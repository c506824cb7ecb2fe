/** The description of a Keras model: its inputs, its layers in order, its outputs. */
package org.coherer.training.engine.dl4j.keras.model;
