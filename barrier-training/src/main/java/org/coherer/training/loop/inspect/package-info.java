/** What the last step of an epoch shows of gradients and parameters: their norm, their values. */
package org.coherer.training.loop.inspect;
