package dev.sst.core.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sst.json.JsonObject;
import dev.sst.jsontext.JsonText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActionMetadataTest {

    @Test
    void everythingIsRead() {
        var metadata = ActionMetadata.of(
                (JsonObject)
                        JsonText.parse(
                                "{\"runner\":\"python-script\","
                                        + "\"environment\":{\"A\":\"1\"},\"requirements\":[\"requests\"],\"config\":{\"a\":1},\"pass_token\":true}"));

        assertThat(metadata.runner()).isEqualTo(ActionMetadata.Runner.PYTHON);
        assertThat(metadata.environment()).isEqualTo(Map.of("A", "1"));
        assertThat(metadata.requirements()).isEqualTo(List.of("requests"));
        assertThat(metadata.config()).isEqualTo(JsonText.parse("{\"a\":1}"));
        assertThat(metadata.passToken()).isTrue();
    }

    @Test
    void whatIsNotGivenIsEmptyAndTheTokenIsKept() {
        var metadata = ActionMetadata.of(JsonObject.empty());

        assertThat(metadata.runner()).isNull();
        assertThat(metadata.environment()).isEmpty();
        assertThat(metadata.requirements()).isEmpty();
        assertThat(metadata.config()).isEqualTo(JsonObject.empty());
        assertThat(metadata.passToken()).isFalse();
    }
}
