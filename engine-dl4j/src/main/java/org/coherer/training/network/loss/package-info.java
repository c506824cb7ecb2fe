/** Loss functions, each with the activation before it. */
package org.coherer.training.network.loss;
