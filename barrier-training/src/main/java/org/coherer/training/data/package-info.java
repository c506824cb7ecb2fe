/** Rows as records and as batches: what lies between a DataFrame and an engine. */
package org.coherer.training.data;
