/** Models for DL4J alone: what its {@code ModelSerializer} restores, scalings included. */
package org.coherer.training.engine.dl4j.export.zip;
