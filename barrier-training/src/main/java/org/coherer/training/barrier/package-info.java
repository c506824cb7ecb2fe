/**
 * A run whose ranks are the tasks of one barrier stage: how they meet without the driver, and how
 * the driver watches executors and slots.
 */
package org.coherer.training.barrier;
