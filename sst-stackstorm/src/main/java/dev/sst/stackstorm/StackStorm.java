package dev.sst.stackstorm;

import dev.sst.EngineUnavailableException;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * A client of StackStorm's API, for programs that want nothing else of this framework:
 *
 * <pre>{@code
 * var settings = StackStormSettings.behindNginx("https://stackstorm.example.org").apiKey(key).build();
 * try (var stackstorm = StackStorm.connect(settings)) {
 *     stackstorm.executions().list(ExecutionQuery.of("core.local").since(yesterday)).forEach(System.out::println);
 * }
 * }</pre>
 *
 * Each method blocks for its requests. Whatever goes wrong with one is of three kinds, on every method of every part:
 *
 * <ul>
 *   <li>{@link dev.sst.EngineRejectedException}: StackStorm said no, in its own words where these cannot quote a secret;
 *       nothing was done.
 *   <li>{@link EngineUnavailableException}: StackStorm could not be asked, or what it answered cannot be read; nothing was done.
 *   <li>{@link dev.sst.EngineOutcomeUnknownException}: of a request that changes something, it was sent and its answer is lost.
 *       It is not sent again.
 * </ul>
 *
 * What StackStorm does not know is an empty {@code Optional} where something is read, and a refusal where something is changed.
 * No argument and no answer is {@code null}. Lists are streams that ask for a page when they come to it: they may fail while they
 * are read, each is for one thread, and none has to be closed. Of the settings the addresses, credentials, TLS and limits of
 * requests and installs count. Thread-safe; opens no connection before it is asked something.
 */
public final class StackStorm implements AutoCloseable {

    private final HttpTransport transport;
    private final StackStormClient client;
    private final ExecutionsClient executions;
    private final PacksClient packs;
    private final ActionsClient actions;
    private final RulesClient rules;
    private final TriggersClient triggers;
    private final SensorsClient sensors;
    private final TracesClient traces;
    private final KeysClient keys;
    private final InquiriesClient inquiries;
    private final RunnersClient runners;
    private final PoliciesClient policies;

    private StackStorm(StackStormSettings settings) {
        transport = new HttpTransport(settings);
        InstantSource clock = SystemTime.source();
        Supplier<String> names = new SystemRequestIds();
        client = new StackStormClient(transport, Credentials.of(settings, transport, clock), names);
        var lists = new Lists(client);
        var runs = new Executions(client);
        var own = new OwnExecutions(client, runs, clock, Pause.real(), names);
        executions = new ExecutionsClient(client, own, new Cancellation(client, runs, clock), lists, names);
        packs = new PacksClient(new Packs(client, own, settings), new PackFiles(client), lists);
        actions = new ActionsClient(client, lists);
        rules = new RulesClient(client, lists);
        triggers = new TriggersClient(client, lists);
        sensors = new SensorsClient(new Sensors(client), lists);
        traces = new TracesClient(client, lists);
        keys = KeysClient.ofSystem(client, lists);
        inquiries = new InquiriesClient(client, lists);
        runners = new RunnersClient(client, lists);
        policies = new PoliciesClient(client, lists);
    }

    /**
     * The StackStorm at that place.
     *
     * @throws IllegalArgumentException when the settings name a file of certificates that cannot be read
     */
    public static StackStorm connect(StackStormSettings settings) {
        return new StackStorm(settings);
    }

    /** What this StackStorm says its version is, as {@code 3.8.1}; {@code ""} when it does not say. */
    public String version() {
        return Members.text(
                client.object(Request.get("/v1/"))
                        .orElseThrow(
                                () -> new EngineUnavailableException("this is not the address of a StackStorm API")),
                "version");
    }

    public ExecutionsClient executions() {
        return executions;
    }

    public PacksClient packs() {
        return packs;
    }

    public ActionsClient actions() {
        return actions;
    }

    public RulesClient rules() {
        return rules;
    }

    public TriggersClient triggers() {
        return triggers;
    }

    public SensorsClient sensors() {
        return sensors;
    }

    public TracesClient traces() {
        return traces;
    }

    /** The system's keys, and from there those of the account. */
    public KeysClient keys() {
        return keys;
    }

    public InquiriesClient inquiries() {
        return inquiries;
    }

    public RunnersClient runners() {
        return runners;
    }

    public PoliciesClient policies() {
        return policies;
    }

    /** Lets go of connections and threads; what runs there runs on. */
    @Override
    public void close() {
        transport.close();
    }
}
