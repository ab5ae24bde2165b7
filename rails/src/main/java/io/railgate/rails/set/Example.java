package io.railgate.rails.set;

/** An utterance under {@code says}: what people say who mean the rail. */
public record Example(Template text, Place place) {

  public static Example of(String text, Place place) {
    return new Example(Template.of(text), place);
  }
}
