package io.railgate.rails.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The schemas for editors, JSON Schema draft-07, one for each kind of file in a rail set. */
public enum Schemas {
  /** Of {@code railgate.yml}. */
  SETTINGS("railgate"),
  /** Of {@code rails/*.yml}. */
  RAILS("rails"),
  /** Of {@code tests/*.yml}. */
  TESTS("tests"),
  /** Of {@code encoder.yml} in an encoder's folder. */
  ENCODER("encoder");

  private final String id;

  Schemas(String id) {
    this.id = id;
  }

  /** The schema called {@code id}, such as {@code rails}; empty if there is none. */
  public static Optional<Schemas> named(String id) {
    return Arrays.stream(values()).filter(schema -> schema.id.equals(id)).findFirst();
  }

  /** Its name on the command line. */
  public String id() {
    return id;
  }

  /** The file that it is meant to be saved as: {@code rails.schema.json}. */
  public String fileName() {
    return id + ".schema.json";
  }

  /** The schema as JSON, with a line end. */
  public String text() {
    try (InputStream in = Schemas.class.getResourceAsStream(fileName())) {
      if (in == null) {
        throw new IllegalStateException(fileName() + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
