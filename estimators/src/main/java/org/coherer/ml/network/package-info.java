/**
 * Networks as their users write them, with Keras's names: {@link org.coherer.ml.network.Layers} has
 * the layers, {@link org.coherer.ml.network.Tensor} what passes between them, and {@link
 * org.coherer.ml.network.Network} is what estimators take. Plain values: no Spark, no engine.
 */
package org.coherer.ml.network;
