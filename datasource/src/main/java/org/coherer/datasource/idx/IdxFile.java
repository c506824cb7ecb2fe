package org.coherer.datasource.idx;

import java.io.IOException;
import java.io.Serializable;
import org.coherer.datasource.file.FoundFile;
import org.coherer.datasource.file.HadoopSettings;
import org.coherer.datasource.file.StoredFile;

/**
 * An IDX file whose header was read and checked.
 *
 * @param stored the file
 * @param header its header
 */
record IdxFile(StoredFile stored, IdxHeader header) implements Serializable {

  static IdxFile open(FoundFile found, HadoopSettings hadoop) throws IOException {
    StoredFile stored = StoredFile.inspect(found, hadoop);
    return new IdxFile(stored, IdxHeaderReader.read(stored, hadoop));
  }
}
