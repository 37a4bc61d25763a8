package dev.sst.web;

import java.util.Objects;

/**
 * Who sent a request.
 *
 * @param name what is stored as {@code created_by} and shown with what they did
 * @param person whether a person sits in front of a browser, rather than a program with a token
 */
public record Caller(String name, boolean person) {
    public Caller {
        Objects.requireNonNull(name, "name");
    }
}
