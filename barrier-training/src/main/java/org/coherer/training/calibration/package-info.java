/** How sure a trained classifier may be: the temperature of its probabilities. */
package org.coherer.training.calibration;
