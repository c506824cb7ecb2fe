/** Authenticated encryption of numbered records, for connections and files. */
package org.coherer.training.crypto;
