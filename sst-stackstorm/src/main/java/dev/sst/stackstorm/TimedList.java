package dev.sst.stackstorm;

/** The lists of StackStorm that can be asked for by time; each gives the newest first, executions when they are told to. */
enum TimedList {
    EXECUTIONS("/v1/executions", "start_timestamp", "timestamp"),
    INSTANCES("/v1/triggerinstances", "occurrence_time", "timestamp"),
    ENFORCEMENTS("/v1/ruleenforcements", "enforced_at", "enforced_at");

    private final String path;
    private final String member;
    private final String parameter;

    TimedList(String path, String member, String parameter) {
        this.path = path;
        this.member = member;
        this.parameter = parameter;
    }

    QueryString query() {
        return QueryString.of(path);
    }

    /** The member of a row that has its time. */
    String member() {
        return member;
    }

    String later() {
        return parameter + "_gt";
    }

    String earlier() {
        return parameter + "_lt";
    }
}
