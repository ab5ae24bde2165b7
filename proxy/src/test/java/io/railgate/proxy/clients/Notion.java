package io.railgate.proxy.clients;

/** What not every client can express or shows. */
enum Notion {
  /** A list of the models. */
  MODELS,
  /** A message in several parts that are all text. */
  TEXT_PARTS,
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
  LEAVING_AT_HEAD
}
