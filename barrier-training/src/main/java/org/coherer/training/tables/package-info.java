/**
 * Folders of embedding tables on any of Hadoop's file systems: written and read there, and looked
 * up in from a copy on this machine.
 */
package org.coherer.training.tables;
