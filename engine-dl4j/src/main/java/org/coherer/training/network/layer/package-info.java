/** The layers. */
package org.coherer.training.network.layer;
