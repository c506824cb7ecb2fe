/** What variations of training images are worth, and what an epoch costs more with them. */
package org.coherer.benchmarks.augmentation;
