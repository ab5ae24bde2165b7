/** The JSON Schemas of the rail language, with which editors complete and check rail sets. */
@NullMarked
package io.railgate.rails.schema;

import org.jspecify.annotations.NullMarked;
