package org.coherer.datasource.safetensors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.coherer.datasource.codec.BrokenContentException;
import org.coherer.datasource.codec.Content;

/** Parses the JSON of a header: strict JSON, each name once, no other keys than the format's. */
final class HeaderJson {
  static final String METADATA = "__metadata__";
  static final String DTYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  private static final int MAX_RANK = 64;
  private static final int MAX_DEPTH = 8;
  private static final int MAX_DIGITS = 20;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .build();

  private final Content content;
  private final byte[] text;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<TensorEntry> tensors = new ArrayList<>();
  private JsonParser parser;

  HeaderJson(Content content, byte[] text) {
    this.content = content;
    this.text = text;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  List<TensorEntry> tensors() {
    return tensors;
  }

  void read() throws IOException {
    for (int i = 0; i < text.length; i++) {
      if (text[i] == 0) { // or else the parser takes it for UTF-16
        throw broken(i, "a byte is 0 (must be JSON as UTF-8)");
      }
    }
    try (JsonParser json = JSON.createParser(text)) {
      parser = json;
      readAll();
    } catch (JsonProcessingException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw content.broken(Long.BYTES + at, "the header is not JSON: " + e.getOriginalMessage(), e);
    } catch (BrokenContentException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw content.broken(Long.BYTES, "the header cannot be parsed: " + e.getMessage(), e);
    }
  }

  private void readAll() throws IOException {
    if (text.length == 0 || text[0] != '{') {
      throw broken(0, "the header does not start with '{'");
    }
    expect(parser.nextToken(), JsonToken.START_OBJECT, "an object");
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      expect(parser.nextToken(), JsonToken.START_OBJECT, "an object");
      if (name.equals(METADATA)) {
        readMetadata();
      } else {
        readTensor(name);
      }
    }
    if (parser.nextToken() != null) {
      throw broken(at(), "the header goes on behind its '}' (must be spaces)");
    }
  }

  private void readMetadata() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      expect(parser.nextToken(), JsonToken.VALUE_STRING, "a string");
      metadata.put(key, parser.getText());
    }
  }

  private void readTensor(String name) throws IOException {
    long start = at();
    TensorType type = null;
    List<Long> shape = null;
    List<Long> offsets = null;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case DTYPE -> type = type(value, name);
        case SHAPE -> shape = numbers(value, MAX_RANK);
        case OFFSETS -> offsets = numbers(value, 2);
        default ->
            throw broken(
                at(),
                "tensor '%s' has the key '%s' (must be dtype, shape or data_offsets)"
                    .formatted(name, key));
      }
    }
    if (type == null || shape == null || offsets == null || offsets.size() != 2) {
      throw broken(
          start, "tensor '%s' must have dtype, shape and two data_offsets".formatted(name));
    }
    TensorEntry entry = new TensorEntry(name, type, shape, offsets.get(0), offsets.get(1));
    checkLength(entry, start);
    tensors.add(entry);
  }

  private void checkLength(TensorEntry entry, long start) throws IOException {
    long expected;
    try {
      expected = TensorEntry.bytesOf(entry.type(), entry.shape());
    } catch (ArithmeticException e) {
      expected = Long.MAX_VALUE; // no file has as many
    }
    if (entry.end() < entry.begin() || entry.bytes() != expected) {
      throw broken(
          start,
          "tensor '%s' of %s in dimensions %s has data_offsets [%d, %d] (must be %d bytes)"
              .formatted(
                  entry.name(), entry.type(), entry.shape(), entry.begin(), entry.end(), expected));
    }
  }

  private TensorType type(JsonToken value, String name) throws IOException {
    expect(value, JsonToken.VALUE_STRING, "a string");
    long start = at();
    String text = parser.getText();
    return TensorType.of(text)
        .orElseThrow(
            () ->
                broken(
                    start,
                    "tensor '%s' has dtype '%s' (must be %s)"
                        .formatted(name, text, TensorType.NAMES)));
  }

  private List<Long> numbers(JsonToken value, int most) throws IOException {
    expect(value, JsonToken.START_ARRAY, "an array");
    List<Long> numbers = new ArrayList<>();
    for (JsonToken next = parser.nextToken();
        next != JsonToken.END_ARRAY;
        next = parser.nextToken()) {
      expect(next, JsonToken.VALUE_NUMBER_INT, "an integer");
      long number = parser.getLongValue();
      if (number < 0 || numbers.size() == most) {
        throw broken(
            at(),
            "integer %d is number %d of an array (must be 0 or more, and at most %d of them)"
                .formatted(number, numbers.size() + 1, most));
      }
      numbers.add(number);
    }
    return numbers;
  }

  private void expect(JsonToken found, JsonToken wanted, String words) throws IOException {
    if (found != wanted) {
      throw broken(at(), "%s is where %s must be".formatted(found, words));
    }
  }

  private long at() {
    return Math.max(0, parser.currentTokenLocation().getByteOffset());
  }

  private BrokenContentException broken(long at, String problem) {
    return content.broken(Long.BYTES + at, problem);
  }
}
