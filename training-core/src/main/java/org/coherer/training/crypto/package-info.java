/** Authenticated encryption of numbered records, whatever carries them. */
package org.coherer.training.crypto;
