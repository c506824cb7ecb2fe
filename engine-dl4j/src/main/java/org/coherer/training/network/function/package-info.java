/** Activation functions, alone and behind a bias. */
package org.coherer.training.network.function;
