/**
 * How much memory a fit will take, computed on the driver before it starts, and how much the
 * settings of an application grant its executors: the formula of {@code docs/deploy/memory.md}.
 */
package org.coherer.connector.memory;
