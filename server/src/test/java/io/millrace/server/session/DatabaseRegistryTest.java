package io.millrace.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.spi.error.MillraceException;
import io.millrace.spi.error.SqlState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseRegistryTest {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    private final class CountingDatabase implements Database {
        CountingDatabase() {
            open.incrementAndGet();
            opened.incrementAndGet();
        }

        @Override
        public Session openSession(Map<String, String> settings) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theLastLeaseClosesTheDatabase() {
        DatabaseRegistry registry = new DatabaseRegistry(location -> new CountingDatabase());
        DatabaseRegistry.Lease first = registry.acquire(new DatabaseLocation.SharedMemory("a"));
        DatabaseRegistry.Lease second = registry.acquire(new DatabaseLocation.SharedMemory("a"));
        DatabaseRegistry.Lease other = registry.acquire(new DatabaseLocation.SharedMemory("b"));
        assertThat(first.database()).isSameAs(second.database()).isNotSameAs(other.database());
        first.close();
        first.close();
        assertThat(open).hasValue(2);
        second.close();
        assertThat(open).hasValue(1);
        other.close();
        assertThat(open).hasValue(0);
    }

    @Test
    void aPrivateDatabaseIsSharedWithNobody() {
        DatabaseRegistry registry = new DatabaseRegistry(location -> new CountingDatabase());
        DatabaseRegistry.Lease first = registry.acquire(new DatabaseLocation.PrivateMemory());
        DatabaseRegistry.Lease second = registry.acquire(new DatabaseLocation.PrivateMemory());
        assertThat(first.database()).isNotSameAs(second.database());
        first.close();
        second.close();
        assertThat(open).hasValue(0);
    }

    @Test
    void aLinkLeadsToTheSameDatabase(@TempDir Path folder) throws Exception {
        DatabaseRegistry registry = new DatabaseRegistry(location -> new CountingDatabase());
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (DatabaseRegistry.Lease first = registry.acquire(new DatabaseLocation.Directory(real.resolve("db")));
                DatabaseRegistry.Lease second = registry.acquire(new DatabaseLocation.Directory(link.resolve("db")))) {
            assertThat(first.database()).isSameAs(second.database());
        }
    }

    @Test
    void anOpeningThatFailedIsTriedAgain() {
        AtomicInteger attempts = new AtomicInteger();
        DatabaseRegistry registry = new DatabaseRegistry(location -> {
            if (attempts.incrementAndGet() == 1) {
                throw new MillraceException(SqlState.LOCKED_BY_ANOTHER_PROCESS, "held by process 1");
            }
            return new CountingDatabase();
        });
        DatabaseLocation location = new DatabaseLocation.SharedMemory("a");
        assertThatThrownBy(() -> registry.acquire(location)).hasMessage("held by process 1");
        registry.acquire(location).close();
        assertThat(open).hasValue(0);
    }

    @Test
    void aSlowOpeningHoldsUpNobodyElse() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        DatabaseRegistry registry = new DatabaseRegistry(location -> {
            if (location.equals(new DatabaseLocation.SharedMemory("slow"))) {
                awaitUnchecked(goOn);
            }
            return new CountingDatabase();
        });
        CompletableFuture<DatabaseRegistry.Lease> slow =
                CompletableFuture.supplyAsync(() -> registry.acquire(new DatabaseLocation.SharedMemory("slow")));
        registry.acquire(new DatabaseLocation.SharedMemory("quick")).close();
        assertThat(slow).isNotDone();
        goOn.countDown();
        slow.get(10, TimeUnit.SECONDS).close();
    }

    @Test
    void leasesTakenAndGivenBackAtOnceNeverSeeAClosedDatabase() throws Exception {
        DatabaseRegistry registry = new DatabaseRegistry(location -> new CountingDatabase());
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < 2_000; n++) {
                    try (DatabaseRegistry.Lease lease = registry.acquire(new DatabaseLocation.SharedMemory("a"))) {
                        assertThat(lease.database()).isNotNull();
                        assertThat(open).hasValue(1);
                    }
                }
            }));
        }
        for (CompletableFuture<Void> worker : workers) {
            worker.get(30, TimeUnit.SECONDS);
        }
        assertThat(open).hasValue(0);
        assertThat(opened).hasPositiveValue();
    }
}
