package dev.sst.stackstorm;

import dev.sst.EngineRejectedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * One bare git repository per pack in a folder, which somebody else serves: its branch {@code main} is what the pack holds, and
 * each version has a tag. Writing a version:
 *
 * <ol>
 *   <li>a commit on top, unless what is on top holds just that;
 *   <li>the tag {@code v<version>}, unless it is there: a tag is never moved;
 *   <li>the two lists by which a web server that knows nothing of git can serve it.
 * </ol>
 *
 * Each can be repeated, so one that was interrupted is made whole by the next. Who reads meanwhile sees the version before or
 * this one. Thread-safe, but for two writers of one pack: the slower one is refused.
 */
final class PackRepositories {

    private static final String BRANCH = Constants.R_HEADS + "main";
    private static final String NAME = "StackStorm Synthetic Test Framework";
    private static final String MAIL = "sst@localhost.localdomain";

    /** Above it they are packed: whoever clones from a plain web server asks for each of them. */
    static final int LOOSE_OBJECTS = 300;

    private final Path directory;
    private final InstantSource clock;

    private PackRepositories(Path directory, InstantSource clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException when that is no folder, cannot be made one, or cannot be written */
    static PackRepositories in(Path directory, InstantSource clock) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "git.directory " + directory + " is no folder and cannot be made one: " + e, e);
        }
        if (!Files.isWritable(directory)) {
            throw new IllegalArgumentException("git.directory " + directory + " cannot be written by this server");
        }
        return new PackRepositories(directory, clock);
    }

    /** Whether anything was ever written of that pack. */
    boolean has(String pack) {
        return !head(pack).isEmpty();
    }

    /** What the pack holds, by path; empty when there is nothing of it. */
    SortedMap<String, String> head(String pack) {
        if (!Files.isDirectory(folder(pack))) {
            return new TreeMap<>();
        }
        try (Repository repository = opened(pack)) {
            return files(repository, top(repository));
        } catch (IOException e) {
            throw unusable(pack, e);
        }
    }

    /**
     * Makes that tree what the pack holds.
     *
     * @param tree texts by their path
     * @return the name under which who clones it finds just that: the version, or the commit where that version was other content
     * @throws EngineRejectedException when the repository cannot be written
     */
    String commit(String pack, String version, Map<String, String> tree) {
        try (Repository repository = Files.isDirectory(folder(pack)) ? opened(pack) : made(pack)) {
            packed(repository);
            RevCommit commit = committed(repository, version, tree);
            String name = tagged(repository, version, commit);
            listed(repository);
            return name;
        } catch (IOException | GitAPIException | JGitInternalException e) {
            throw unusable(pack, e);
        }
    }

    private Path folder(String pack) {
        return directory.resolve(pack + ".git");
    }

    private Repository opened(String pack) throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(folder(pack).toFile())
                .setBare()
                .build();
    }

    private Repository made(String pack) throws GitAPIException {
        return Git.init()
                .setBare(true)
                .setGitDir(folder(pack).toFile())
                .setInitialBranch(Repository.shortenRefName(BRANCH))
                .call()
                .getRepository();
    }

    private static void packed(Repository repository) throws GitAPIException {
        Git git = Git.wrap(repository);
        Object loose = git.gc().getStatistics().get("numberOfLooseObjects");
        if (loose instanceof Number number && number.longValue() > LOOSE_OBJECTS) {
            git.gc().call();
        }
    }

    private static @Nullable RevCommit top(Repository repository) throws IOException {
        return commit(repository, BRANCH);
    }

    private static @Nullable RevCommit commit(Repository repository, String ref) throws IOException {
        ObjectId id = repository.resolve(ref);
        return id == null ? null : repository.parseCommit(id);
    }

    private static SortedMap<String, String> files(Repository repository, @Nullable RevCommit commit)
            throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        if (commit == null) {
            return files;
        }
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                byte[] content = repository.open(walk.getObjectId(0)).getBytes();
                files.put(walk.getPathString(), new String(content, StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private RevCommit committed(Repository repository, String version, Map<String, String> tree) throws IOException {
        RevCommit top = top(repository);
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            ObjectId content = inserted(inserter, tree);
            if (top != null && top.getTree().equals(content)) {
                return top;
            }
            var commit = new CommitBuilder();
            var who = new PersonIdent(NAME, MAIL, clock.instant(), ZoneOffset.UTC);
            commit.setTreeId(content);
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage("Version " + version + "\n");
            if (top != null) {
                commit.setParentId(top);
            }
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            moved(repository, BRANCH, top == null ? ObjectId.zeroId() : top, id);
            return repository.parseCommit(id);
        }
    }

    private static ObjectId inserted(ObjectInserter inserter, Map<String, String> tree) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder builder = index.builder();
        for (Map.Entry<String, String> file : tree.entrySet()) {
            var entry = new DirCacheEntry(file.getKey());
            entry.setFileMode(FileMode.REGULAR_FILE);
            entry.setObjectId(
                    inserter.insert(Constants.OBJ_BLOB, file.getValue().getBytes(StandardCharsets.UTF_8)));
            builder.add(entry);
        }
        builder.finish();
        return index.writeTree(inserter);
    }

    private static String tagged(Repository repository, String version, RevCommit commit) throws IOException {
        String tag = Constants.R_TAGS + "v" + version;
        RevCommit there = commit(repository, tag);
        if (there == null) {
            moved(repository, tag, ObjectId.zeroId(), commit);
            return version;
        }
        return there.getTree().equals(commit.getTree()) ? version : commit.name();
    }

    private static void moved(Repository repository, String ref, ObjectId from, ObjectId to) throws IOException {
        RefUpdate update = repository.updateRef(ref);
        update.setExpectedOldObjectId(from);
        update.setNewObjectId(to);
        RefUpdate.Result result = update.update();
        if (result != RefUpdate.Result.NEW && result != RefUpdate.Result.FAST_FORWARD) {
            throw new IOException(ref + " could not be moved (" + result
                    + "): somebody else is writing, or died and left " + ref + ".lock");
        }
    }

    /** What {@code git update-server-info} writes. */
    private static void listed(Repository repository) throws IOException {
        Path root = repository.getDirectory().toPath();
        String refs = repository.getRefDatabase().getRefsByPrefix(Constants.R_REFS).stream()
                .map(ref -> ref.getObjectId().name() + "\t" + ref.getName() + "\n")
                .sorted(Comparator.comparing(line -> line.substring(line.indexOf('\t'))))
                .collect(Collectors.joining());
        written(root.resolve("info"), "refs", refs);
        Path objects = root.resolve("objects");
        try (Stream<Path> packs = Files.list(Files.createDirectories(objects.resolve("pack")))) {
            String lines = packs.map(pack -> pack.getFileName().toString())
                    .filter(name -> name.endsWith(".pack"))
                    .sorted()
                    .map(name -> "P " + name + "\n")
                    .collect(Collectors.joining());
            written(objects.resolve("info"), "packs", lines + "\n");
        }
    }

    private static void written(Path folder, String name, String text) throws IOException {
        Path fresh = Files.createDirectories(folder).resolve(name + ".new");
        Files.writeString(fresh, text);
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private EngineRejectedException unusable(String pack, Exception e) {
        return new EngineRejectedException(
                "the repository of pack " + pack + ", " + folder(pack) + ", cannot be used: " + e.getMessage(), e);
    }
}
