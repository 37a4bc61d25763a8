package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** A pack as it is registered. */
public record PackRecord(JsonObject json) implements StackStormRecord {
    public PackRecord {
        Objects.requireNonNull(json, "json");
    }

    public String ref() {
        return new LivePack(json).ref();
    }

    public String description() {
        return Members.text(json, "description");
    }

    public String version() {
        return new LivePack(json).version();
    }

    public String author() {
        return Members.text(json, "author");
    }

    public List<String> keywords() {
        return Members.texts(json, "keywords");
    }

    /** Its directory on the node of StackStorm's API. */
    public String path() {
        return Members.text(json, "path");
    }

    @Override
    public String toString() {
        return "PackRecord[" + ref() + ", " + version() + "]";
    }
}
