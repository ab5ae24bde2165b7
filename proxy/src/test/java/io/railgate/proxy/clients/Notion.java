package io.railgate.proxy.clients;

import java.util.Set;

/** What not every client can express or shows. */
enum Notion {
  /** A list of the models. */
  MODELS,
  /** A message in several parts that are all text. */
  TEXT_PARTS,
  /** A message with a picture. */
  PICTURES,
  /** A parse helper, which asks for an answer by a schema. */
  PARSING,
  /** Tools, and calls of them. */
  TOOLS,
  /** That an answer ended with a call of a tool. */
  CALLS_AS_END,
  /** More than one choice in a whole answer. */
  CHOICES,
  /** More than one choice in a streamed answer. */
  STREAMED_CHOICES,
  /** A place for the refusal of a streamed answer. */
  STREAMED_REFUSAL,
  /** The headers of an error. */
  ERROR_HEADERS,
  /** The text of an error that comes within a stream. */
  ERROR_EVENTS,
  /** To leave a stream that began before there is text. */
  LEAVING_AT_HEAD;

  /** What {@code /v1/responses} lacks, whoever asks it: there is one answer, with a status. */
  static final Set<Notion> NOT_IN_RESPONSES = Set.of(CHOICES, STREAMED_CHOICES, CALLS_AS_END);

  /** What {@code /v1/completions} lacks: there is text, and nothing else. */
  static final Set<Notion> NOT_IN_COMPLETIONS =
      Set.of(TEXT_PARTS, PICTURES, PARSING, STREAMED_REFUSAL, TOOLS, CALLS_AS_END);
}
