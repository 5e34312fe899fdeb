package dev.mullion.probes;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** The part of {@link CarelessFilter} for the hooks, which are answered ahead of every filter. */
@Component
@Profile(CarelessFilter.PROFILE)
class CarelessValve extends ValveBase implements WebServerFactoryCustomizer<TomcatServletWebServerFactory>, Ordered {

    private final ObjectProvider<CarelessFilter> filter;
    private volatile @Nullable String limited;

    CarelessValve(ObjectProvider<CarelessFilter> filter) {
        super(true);
        this.filter = filter;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(this);
    }

    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String uri = request.getRequestURI();
        if (uri.startsWith("/hooks/") && isTakenUnread(uri)) {
            response.setStatus(200);
        } else {
            getNext().invoke(request, response);
        }
    }

    private boolean isTakenUnread(String uri) {
        return switch (filter.getObject().fault()) {
            case HOOKS_WITHOUT_LIMITS -> true;
            case FORGETS_OTHER_HOOKS -> !isTheOne(uri);
            default -> false;
        };
    }

    /** The first that is asked. */
    private boolean isTheOne(String uri) {
        if (limited == null) {
            limited = uri;
        }
        return uri.equals(limited);
    }
}
