package io.railgate.rails.set;

/** A value that must not be shown: printing it prints stars. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
