/** The layers of networks: dense, convolution, pooling, normalization, recurrent and others. */
package org.coherer.training.network.layer;
