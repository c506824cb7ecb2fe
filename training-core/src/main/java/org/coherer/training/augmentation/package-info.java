/**
 * Variations of the images that a network trains on, as their users describe them ({@link
 * org.coherer.training.augmentation.Augmentation}), and what makes them in a batch ({@link
 * org.coherer.training.augmentation.Augmenter}).
 */
package org.coherer.training.augmentation;
