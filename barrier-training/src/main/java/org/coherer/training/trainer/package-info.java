/** What trains a plan on the executors of a Spark application: the SPI above the barrier job. */
package org.coherer.training.trainer;
