/** How models are written to and read from any Hadoop file system. */
package org.coherer.ml.persistence;
