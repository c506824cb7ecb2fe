package org.coherer.datasource.option;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Several paths in one option, as Spark passes those of {@code load(a, b)}: an array of JSON. */
final class PathList {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PathList() {}

  static List<String> parse(String text) {
    try {
      return List.of(JSON.readValue(text, String[].class));
    } catch (JsonProcessingException | NullPointerException e) {
      throw new IllegalArgumentException(
          "Invalid paths '%s' (must be a JSON array of strings; call load with the paths instead)"
              .formatted(text),
          e);
    }
  }
}
