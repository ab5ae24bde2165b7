package io.railgate.proxy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/**
 * Axes from 0 to 1 in an SVG picture. Colours are those of the page's style sheet, by class.
 *
 * @param width of the whole picture, in pixels
 * @param height of the whole picture, in pixels
 */
record Plot(int width, int height) {

  private static final int X_STEPS = 5;
  private static final int LEFT = 48;
  private static final int RIGHT = 12;
  private static final int TOP = 30;
  private static final int BOTTOM = 40;

  /** A point of a line, both from 0 to 1. */
  record XY(double x, double y) {}

  /** The picture, with a title for those who do not see it. */
  Html picture(String title, List<Html> content) {
    return Html.of(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\" style=\"max-width: %dpx\">%n%s%n</svg>",
        width, height, title, width, Html.join(content));
  }

  /**
   * Grid, numbers and names of the axes.
   *
   * @param steps of the upright axis
   */
  Html axes(String xName, String yName, int steps, DoubleFunction<String> yLabel) {
    List<Html> parts = new ArrayList<>();
    for (int tick = 0; tick <= steps; tick++) {
      double at = (double) tick / steps;
      parts.add(
          Html.of(
              "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
              x(0), x(1), y(at), y(at)));
      parts.add(
          Html.of(
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
              x(0) - 6, y(at) + 4, yLabel.apply(at)));
    }
    for (int tick = 0; tick <= X_STEPS; tick++) {
      double at = (double) tick / X_STEPS;
      parts.add(
          Html.of(
              "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.1f</text>",
              x(at), y(0) + 16, at));
    }
    parts.add(
        Html.of(
            "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
            x(0.5), height - 6, xName));
    parts.add(Html.of("<text x=\"0\" y=\"%d\">%s</text>", TOP - 16, yName));
    return Html.join(parts);
  }

  Html line(String kind, List<XY> points) {
    String path =
        points.stream()
            .map(point -> String.format(Locale.ROOT, "%.1f,%.1f", x(point.x), y(point.y)))
            .collect(Collectors.joining(" "));
    return Html.of("<polyline class=\"%s\" points=\"%s\"/>", kind, path);
  }

  /** A bar between two heights. */
  Html bar(String kind, XY from, XY to, String title) {
    double top = Math.max(from.y, to.y);
    return Html.of(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
        kind,
        x(from.x) + 0.5,
        y(top),
        Math.max(0, x(to.x) - x(from.x) - 1),
        y(Math.min(from.y, to.y)) - y(top),
        title);
  }

  Html dot(String kind, XY at, double radius, String title) {
    return Html.of(
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>",
        kind, x(at.x), y(at.y), radius, title);
  }

  /** A threshold: an upright line with its name. */
  Html upright(double at, String name) {
    boolean toTheLeft = at > 0.7;
    return Html.of(
        "<line class=\"threshold\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>"
            + "<text class=\"strong\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x(at),
        x(at),
        y(0),
        y(1),
        x(at) + (toTheLeft ? -5 : 5),
        y(1) + 12,
        toTheLeft ? "end" : "start",
        name);
  }

  private double x(double share) {
    return LEFT + share * (width - LEFT - RIGHT);
  }

  private double y(double share) {
    return height - BOTTOM - share * (height - TOP - BOTTOM);
  }
}
