package io.railgate.rails.reader;

import io.railgate.rails.set.RailId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The names of a set's rails and groups. */
final class KnownRails {

  /** Most searches for what was meant: each looks at all names, and there can be many thousand. */
  private static final int MAX_SUGGESTIONS = 50;

  private final Set<String> groups = new LinkedHashSet<>();
  private final Set<String> unread = new LinkedHashSet<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private int suggestions;

  void add(RailId id) {
    groups.add(id.group());
    ids.add(id.toString());
  }

  /** Adds a group whose file could not be read: any name may be one of its rails. */
  void addUnread(String group) {
    groups.add(group);
    unread.add(group);
  }

  boolean isEmpty() {
    return groups.isEmpty();
  }

  /**
   * What is wrong with a reference; empty if it is right.
   *
   * @param name empty for the whole group
   */
  Optional<String> defect(String group, Optional<String> name) {
    if (name.isEmpty()) {
      return groups.contains(group)
          ? Optional.empty()
          : Optional.of(
              "there is no group %s%s".formatted(Text.quoted(group), meant(group, groups)));
    }
    return defect(group + "." + name.get());
  }

  /** What is wrong with a rail's id; empty if it is right. */
  Optional<String> defect(String id) {
    boolean unreadGroup = id.indexOf('.') > 0 && unread.contains(id.substring(0, id.indexOf('.')));
    return ids.contains(id) || unreadGroup
        ? Optional.empty()
        : Optional.of("there is no rail %s%s".formatted(Text.quoted(id), meant(id, ids)));
  }

  private String meant(String found, Set<String> known) {
    if (suggestions == MAX_SUGGESTIONS) {
      return "";
    }
    suggestions++;
    return DidYouMean.closest(found, known)
        .map(word -> "; did you mean \"" + word + "\"?")
        .orElse("");
  }
}
