/**
 * A run of one rank, which is the one task of an ordinary stage: where barrier stages cannot be,
 * under dynamic allocation for one, and where one worker is enough.
 */
package org.coherer.training.single;
