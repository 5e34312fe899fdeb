package dev.mullion.egress;

import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP/1.1 over judged connections. Follows no redirect, keeps no cookie, repeats nothing, knows no proxy, unpacks
 * nothing: each of these would happen behind the back of the rules.
 */
final class Wire implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_TO_ONE_HOST = 64;

    /**
     * A connection that waits to be used again has the end of the last answer in its buffers, the library's and, with
     * TLS, Java's, where nobody can overwrite it: it is dropped with the connection, at most twice this time after.
     */
    private static final TimeValue IDLE = TimeValue.ofSeconds(2);

    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(16_384)
            .setMaxHeaderCount(100)
            .setMaxEmptyLineCount(4)
            .build();

    private final PoolingHttpClientConnectionManager pool;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor watch;

    /**
     * What connections are made of.
     *
     * @param sockets without a proxy
     * @param connect for the connection and for the handshake, each
     */
    record Ground(SSLContext tls, Supplier<Socket> sockets, Duration connect) {}

    Wire(JudgedAddresses addresses, Ground ground) {
        this.pool = pool(addresses, ground);
        this.client = HttpClientBuilder.create()
                .setConnectionManager(pool)
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setUserAgent("Mullion")
                .evictIdleConnections(IDLE)
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "credentials", Exchange::lend)
                .build();
        this.watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("egress-deadlines").factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    /** One that asks no property, and no selector of the machine, for a proxy. */
    static Socket direct() {
        return new Socket(Proxy.NO_PROXY);
    }

    /** How many connections are lent now. */
    int inUse() {
        return pool.getTotalStats().getLeased();
    }

    CloseableHttpClient client() {
        return client;
    }

    ScheduledThreadPoolExecutor watch() {
        return watch;
    }

    private static PoolingHttpClientConnectionManager pool(JudgedAddresses addresses, Ground ground) {
        Timeout connect = Timeout.of(ground.connect());
        return new DirectPool(ground.sockets())
                .setDnsResolver(addresses)
                .setTlsSocketStrategy(tls(ground.tls()))
                .setConnectionFactory(QuietConnection.within(HEADS))
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_TO_ONE_HOST)
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(connect).build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setIdleTimeout(IDLE.toTimeout())
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
    }

    /** The certificate is for the name, as Java and the library each judge it. */
    private static TlsSocketStrategy tls(SSLContext context) {
        return new DefaultClientTlsStrategy(
                context,
                new String[] {"TLSv1.3", "TLSv1.2"},
                null,
                SSLBufferMode.STATIC,
                HostnameVerificationPolicy.BOTH,
                new DefaultHostnameVerifier());
    }

    /** With sockets that no system property leads through a proxy. */
    private static final class DirectPool extends PoolingHttpClientConnectionManagerBuilder {

        private final Supplier<Socket> sockets;

        DirectPool(Supplier<Socket> sockets) {
            this.sockets = sockets;
        }

        @Override
        protected HttpClientConnectionOperator createConnectionOperator(
                SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                    _ -> sockets.get(),
                    ports,
                    names,
                    RegistryBuilder.<TlsSocketStrategy>create()
                            .register(URIScheme.HTTPS.id, tls)
                            .build());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        pool.close(CloseMode.IMMEDIATE);
    }
}
