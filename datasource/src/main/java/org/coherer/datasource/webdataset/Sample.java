package org.coherer.datasource.webdataset;

import java.util.Map;

/**
 * A record: files that have the same name up to the first dot.
 *
 * @param key that name, with the directory before it
 * @param files the data by extension, in lower case
 */
record Sample(String key, Map<String, byte[]> files) {}
