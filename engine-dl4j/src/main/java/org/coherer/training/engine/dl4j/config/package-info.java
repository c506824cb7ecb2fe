/**
 * Networks as DL4J describes them, before any memory is allocated: read, checked, edited, changed
 * for another task.
 */
package org.coherer.training.engine.dl4j.config;
