package org.coherer.datasource.webdataset;

/**
 * A file of an archive.
 *
 * @param name its path in the archive; a text, which no file is ever made of
 * @param bytes its length
 */
record TarEntry(String name, long bytes) {}
