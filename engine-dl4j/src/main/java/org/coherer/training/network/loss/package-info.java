/** What networks minimize. */
package org.coherer.training.network.loss;
