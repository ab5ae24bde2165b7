/**
 * {@code POST /v1/responses}: a chat answer becomes the items of a response, or the events that
 * build them. Responses are not kept, so none can be continued by its id.
 */
@NullMarked
package io.railgate.proxy.openai.responses;

import org.jspecify.annotations.NullMarked;
