package org.coherer.datasource.file;

/** How the bytes of a file are stored. */
public enum Compression {
  /** As they are: the file can be read from any offset. */
  NONE,

  /** By gzip: the file can only be read from its start. */
  GZIP
}
