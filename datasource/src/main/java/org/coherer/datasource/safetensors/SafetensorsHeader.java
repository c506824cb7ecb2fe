package org.coherer.datasource.safetensors;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a file.
 *
 * @param metadata the texts of {@code __metadata__}
 * @param tensors in the order of their bytes, without a gap
 * @param dataStart the byte of the file at which the tensors' bytes start
 */
record SafetensorsHeader(Map<String, String> metadata, List<TensorEntry> tensors, long dataStart)
    implements Serializable {
  SafetensorsHeader {
    metadata = new LinkedHashMap<>(metadata);
    tensors = List.copyOf(tensors);
  }
}
