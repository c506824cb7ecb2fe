/**
 * What becomes of the numbers of a row on their way into a network: how its features are scaled,
 * and its labels become targets. A record has the original numbers.
 */
package org.coherer.training.encoding;
