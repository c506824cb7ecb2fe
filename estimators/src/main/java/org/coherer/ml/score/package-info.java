/** What {@code transform} does, for all models: reads rows, scores batches, adds columns. */
package org.coherer.ml.score;
