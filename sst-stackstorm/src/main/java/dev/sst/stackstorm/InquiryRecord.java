package dev.sst.stackstorm;

import dev.sst.json.JsonObject;
import java.util.List;
import java.util.Objects;

/** An inquiry that waits for its answer. Its id is that of the execution that asks. */
public record InquiryRecord(JsonObject json) implements StackStormRecord {
    public InquiryRecord {
        Objects.requireNonNull(json, "json");
    }

    /** A name by which those who answer may tell inquiries apart; {@code ""} when its author gave none. */
    public String route() {
        return Members.text(json, "route");
    }

    /** What the answer has to meet. */
    public JsonObject schema() {
        return Members.object(json, "schema");
    }

    /** Who may answer; empty when everybody may. */
    public List<String> users() {
        return Members.texts(json, "users");
    }

    /** Of which role one has to be to answer; empty when none is needed. */
    public List<String> roles() {
        return Members.texts(json, "roles");
    }

    @Override
    public String toString() {
        return "InquiryRecord[" + id() + ", " + route() + "]";
    }
}
