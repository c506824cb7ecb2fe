/** The checkpoints of a fit: where they are, and which fits may resume from each other's. */
package org.coherer.ml.checkpoint;
