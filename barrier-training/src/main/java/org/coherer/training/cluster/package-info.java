/**
 * What the executors of an application offer and what becomes of them: slots, the tasks of a
 * barrier stage, lost executors. With {@code barrier}, the only packages of this module that use
 * what Spark does not publish; each use says why.
 */
package org.coherer.training.cluster;
