package dev.sst.harness;

import dev.sst.deployment.Deployment.DeployedFile;
import dev.sst.deployment.ReadBack;
import dev.sst.test.TestDefinition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The file with the author's text as it was found where it was deployed. Pure; safe for use by any thread.
 *
 * @param file what was written there
 * @param bytes what is there now; not copied
 */
public record FoundFile(DeployedFile file, byte[] bytes) {

    /**
     * What the author would have to write. What was not changed is what the author did write, line ends included.
     *
     * @param written what was deployed
     * @param authors makes the author's text of the deployed one
     */
    public ReadBack readBack(TestDefinition written, UnaryOperator<String> authors) {
        String code = written.code();
        if (code != null && ContentHash.of(bytes).equals(file.sha256())) {
            return ReadBack.of(code, written.description());
        }
        return text().map(text -> ReadBack.of(authors.apply(text), written.description()))
                .orElseGet(() -> ReadBack.not("file " + file.path() + " is no UTF-8 text"));
    }

    private Optional<String> text() {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "FoundFile[" + file.path() + ", " + bytes.length + " bytes]";
    }
}
