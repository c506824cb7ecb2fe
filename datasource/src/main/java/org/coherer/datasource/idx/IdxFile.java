package org.coherer.datasource.idx;

import java.io.IOException;
import java.io.Serializable;
import org.apache.hadoop.fs.FileStatus;
import org.coherer.datasource.read.HadoopSettings;
import org.coherer.datasource.read.StoredFile;

/**
 * An IDX file whose header was read and checked.
 *
 * @param stored the file
 * @param header its header
 */
record IdxFile(StoredFile stored, IdxHeader header) implements Serializable {

  static IdxFile open(FileStatus status, HadoopSettings hadoop) throws IOException {
    StoredFile stored = StoredFile.inspect(status, hadoop);
    return new IdxFile(stored, IdxHeaderReader.read(stored));
  }
}
