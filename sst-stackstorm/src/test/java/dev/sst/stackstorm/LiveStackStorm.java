package dev.sst.stackstorm;

/** The StackStorm that the environment names, for the tests with the tag {@code live}. */
final class LiveStackStorm {

    private LiveStackStorm() {}

    static StackStormSettings settings(String serverId) {
        return with(serverId).build();
    }

    static StackStormSettings.Builder with(String serverId) {
        return StackStormSettings.at(variable("ST2_API_URL"), variable("ST2_AUTH_URL"), variable("ST2_STREAM_URL"))
                .apiKey(variable("ST2_API_KEY"))
                .serverId(serverId);
    }

    static StackStormClient client(HttpTransport transport) {
        return new StackStormClient(transport, Credentials.apiKey(variable("ST2_API_KEY")), new SystemRequestIds());
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException("the live tests need the variable " + name);
        }
        return value;
    }
}
