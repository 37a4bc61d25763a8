package dev.sst.testkit.stackstorm;

import com.sun.net.httpserver.HttpServer;
import dev.sst.json.JsonObject;
import dev.sst.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A StackStorm for tests: an HTTP server on the loopback that behaves like the real one for authentication, packs, actions and
 * their files, the datastore, executions over time, output, cancel and the event stream. It counts every request, fails on
 * demand, and says how many executions were created under each of our keys, so that "never sent twice" can be proved.
 *
 * <p>How runs end is said per action by a {@link Behaviour}, or by the deployed code itself (a line {@code # scripted: {...}}).
 * A run that longs to outlive its deadline is ended there, as the harness would. Nothing of an author's code is executed.
 *
 * <p>State lives in memory. Thread-safe.
 */
public final class ScriptedStackStorm implements AutoCloseable {

    public static final String API_KEY = "scripted-api-key";
    public static final String USER = "scripted";
    public static final String PASSWORD = "scripted-password";

    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ScriptedRoutes routes;
    private final ExecutorService threads;
    private final ScriptedEvents events = new ScriptedEvents();
    private final ScriptedContent content = new ScriptedContent();
    private final ScriptedKeys keys = new ScriptedKeys();
    private final ScriptedExecutions executions = new ScriptedExecutions(events);
    private final ScriptedLogins logins = new ScriptedLogins();
    private final FaultPlan faults = new FaultPlan();
    private final RequestLog requests = new RequestLog();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final PackActions packActions = new PackActions(content);
    private volatile Behaviour usual = new CodeDirective();

    private ScriptedStackStorm(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "scripted-stackstorm");
            thread.setDaemon(true);
            return thread;
        });
        routes = new ScriptedRoutes(content, keys, executions, logins, this::ending);
        server.createContext(
                "/",
                new ScriptedExchanges(
                        routes, events, faults, requests, new ScriptedControl(executions, faults, requests)));
        server.setExecutor(threads);
        server.start();
    }

    /** On a free port. */
    public static ScriptedStackStorm start() {
        return start(0);
    }

    /** On that port; 0 for a free one. */
    public static ScriptedStackStorm start(int port) {
        try {
            return new ScriptedStackStorm(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of all three services, as behind nginx: {@code /api}, {@code /auth} and {@code /stream} below it. */
    public String root() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What goes wrong. */
    public FaultPlan faults() {
        return faults;
    }

    /** What was asked. */
    public RequestLog requests() {
        return requests;
    }

    /** Which tokens exist. */
    public ScriptedLogins logins() {
        return logins;
    }

    /** How runs of that action end. */
    public void behave(String ref, Behaviour behaviour) {
        behaviours.put(ref, behaviour);
    }

    /** How runs of all other actions end, but for StackStorm's own. */
    public void behave(Behaviour behaviour) {
        usual = behaviour;
    }

    /** What it says of its version from now on. */
    public void version(String version) {
        routes.version(version);
    }

    /** An action of somebody else's. */
    public void addAction(String ref, String runner) {
        addPack(ref.substring(0, ref.indexOf('.')));
        content.addAction(ref, runner);
    }

    /** Replaces an action's record, as somebody else's hand might. */
    public void putAction(JsonObject action) {
        content.putAction(action);
    }

    /** An action's record. */
    public Optional<JsonObject> action(String ref) {
        return content.action(ref);
    }

    /** A pack with its virtual environment. */
    public void addPack(String pack) {
        content.addPack(pack, "1.0.0");
        content.addEnvironment(pack);
    }

    /** A pack that is on the disk and not registered. */
    public void addUnregisteredPack(String pack) {
        content.addUnregisteredPack(pack);
    }

    /**
     * What a runner finds that clones a pack; none finds anything, unless told otherwise.
     *
     * @param files the files by their path, of an address as {@code packs.install} takes it
     */
    public void clones(Function<String, Map<String, String>> files) {
        content.clones(files);
    }

    /** A sensor as it is registered. */
    public Optional<JsonObject> sensor(String ref) {
        return content.sensors().sensor(ref);
    }

    /** A key of the datastore, as a sensor might have written it. */
    public void putKey(String name) {
        keys.put(name, JsonObject.empty());
    }

    /** What it answers when it is to inspect a workflow; an empty list, unless told otherwise. */
    public void inspection(int status, JsonValue body) {
        content.inspection(status, body);
    }

    /** All files of all packs, by {@code pack/path}. */
    public Map<String, String> files() {
        return content.files();
    }

    /** Replaces a file, as somebody else's hand might. */
    public void putFile(String pack, String path, String text) {
        content.putFile(pack, path, text);
    }

    /** The datastore, as it was written. */
    public Map<String, JsonObject> keys() {
        return keys.all();
    }

    /** All executions, oldest first. */
    public List<ScriptedExecution> executions() {
        return executions.all();
    }

    /** How many executions were created under each of our keys. */
    public Map<String, Integer> createdPerKey() {
        return executions.createdPerKey();
    }

    /** Ends a run now, as scripted. */
    public void finish(String executionId) {
        executions.get(executionId).ifPresent(executions::finish);
    }

    /** How many streams are open. */
    public int openStreams() {
        return events.subscribers();
    }

    /** Ends all streams, as a stopping stream service does. */
    public void dropStreams() {
        events.drop();
    }

    private ScriptedEnding ending(ScriptedRun run) {
        Behaviour given = behaviours.get(run.ref());
        return given == null ? packActions.ending(run).orElseGet(() -> usual.of(run)) : given.of(run);
    }

    @Override
    public void close() {
        events.drop();
        server.stop(0);
        threads.shutdownNow();
        executions.close();
    }
}
