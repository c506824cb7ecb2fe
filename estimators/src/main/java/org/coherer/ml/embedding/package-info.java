/**
 * Columns of ids in front of networks: which there are, where their embedding tables lie, and how
 * rows are scored that have ids.
 */
package org.coherer.ml.embedding;
