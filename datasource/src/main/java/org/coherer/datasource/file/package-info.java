/**
 * Files of any Hadoop file system: finding them by paths, patterns and filters, on the driver, and
 * opening them, compressed or not, in tasks.
 */
package org.coherer.datasource.file;
