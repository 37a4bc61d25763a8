/** JSON text to and from {@link dev.sst.json.JsonValue}, with Jackson: the one place where the two meet. */
@NullMarked
package dev.sst.jsontext;

import org.jspecify.annotations.NullMarked;
