/**
 * What files of state have in common, checkpoints and tables: how they are read, how their headers
 * are checked, and how damage is reported.
 */
package org.coherer.training.file;
