package dev.mullion.bench.sync.jpa;

import com.stripe.exception.StripeException;
import com.stripe.model.StripeCollection;
import com.stripe.model.Subscription;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the whole account each time that it is asked to. A program of its own, started as {@code JpaReader PORT STRIPE
 * KEY JDBC-URL USER PASSWORD}; each question to the port is answered, when all is read, with the numbers of pages and
 * objects.
 */
public final class JpaReader {

    private final StripePages stripe;
    private final PageStore store;

    private JpaReader(StripePages stripe, PageStore store) {
        this.stripe = stripe;
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException {
        LoggingSystem.get(JpaReader.class.getClassLoader()).setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(DataSource.class, () -> Persistence.pool(arguments[3], arguments[4], arguments[5]));
        context.register(Persistence.class);
        context.refresh();
        context.registerShutdownHook();
        JpaReader reader = new JpaReader(
                StripePages.of(arguments[1], arguments[2]),
                new PageStore(
                        context.getBean(SubscriptionRows.class),
                        context.getBean(ItemRows.class),
                        new TransactionTemplate(context.getBean(PlatformTransactionManager.class)),
                        Clock.systemUTC()));
        HttpServer server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 1);
        server.createContext("/", reader::answer);
        server.start();
        System.out.println("ready");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            String said;
            try {
                said = readAll();
            } catch (StripeException | RuntimeException e) {
                status = 500;
                said = e.toString();
            }
            byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private String readAll() throws StripeException {
        int pages = 0;
        int objects = 0;
        String last = null;
        for (boolean hasMore = true; hasMore; pages++) {
            StripeCollection<Subscription> page = stripe.after(last);
            List<Subscription> data = page.getData();
            store.save(data);
            objects += data.size();
            last = data.isEmpty() ? last : data.getLast().getId();
            hasMore = page.getHasMore();
        }
        return pages + " " + objects;
    }
}
