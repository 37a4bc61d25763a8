package dev.sst.spi;

import dev.sst.deployment.CodeInspection;
import dev.sst.test.TestDefinition;

/** Reads an author's code without running it. Thread-safe; may take a second. */
public interface CodeInspector {
    /**
     * @param definition with code; of a type it cannot read it gives no document, and a note that says so
     * @return what it is and why it cannot work; where the code could not be read, the notes say why
     */
    CodeInspection inspect(TestDefinition definition);
}
