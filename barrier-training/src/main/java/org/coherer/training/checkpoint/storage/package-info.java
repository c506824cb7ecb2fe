/**
 * Files that are written once, durably, and read from any position: those of this machine directly,
 * all others by Hadoop's file systems.
 */
package org.coherer.training.checkpoint.storage;
