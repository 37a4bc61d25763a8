package dev.sst.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** The same work many times over, by a few threads. */
final class InParallel {
    private InParallel() {}

    /** Does it so many times, with so many at once; the first failure is thrown. */
    static void times(int count, int atOnce, Callable<?> work) throws Exception {
        var left = new AtomicInteger(count);
        Callable<Boolean> share = () -> {
            while (left.getAndDecrement() > 0) {
                work.call();
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<Boolean>> shares = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                shares.add(threads.submit(share));
            }
            for (Future<Boolean> done : shares) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
