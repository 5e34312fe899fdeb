package dev.mullion.identity.http;

import dev.mullion.audit.TurnedAway;
import dev.mullion.identity.ApiTokens;
import dev.mullion.identity.ConnectLinks;
import dev.mullion.identity.Doorway;
import dev.mullion.identity.PublicAddress;
import dev.mullion.identity.Sessions;
import dev.mullion.limits.RateLimits;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the filters in order, and says what is open to strangers: that list is the contract's, and nothing else is. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class SecurityConfiguration implements WebMvcConfigurer {

    private static final String CONNECT = ConnectLinks.PATH + "{secret}";
    private static final String[] OPEN = {
        "/healthz",
        "/readyz",
        "/api/v1/openapi.json",
        "/trust",
        "/trust.json",
        "/.well-known/security.txt",
        "/assets/**",
        "/link/{secret}",
        "/set-up/{secret}",
        CONNECT,
        Strangers.PAGE
    };
    private static final String[] LINKS = {"/link/{secret}", "/set-up/{secret}", CONNECT};

    @Bean
    SecurityFilterChain everythingElse(
            HttpSecurity http,
            Sessions sessions,
            Answers answers,
            ApiTokens tokens,
            RateLimits limits,
            LiveLinks links,
            PublicAddress address,
            Doorway doorway,
            TurnedAway turnedAway) {
        Filter[] ours = {
            new RequestIdFilter(),
            new CallerFilter(sessions, tokens, answers),
            new TurnedAwayFilter(doorway, turnedAway),
            new RateLimitFilter(limits, links, answers),
            new OtherSiteFilter(address.pages().toString(), answers)
        };
        for (Filter filter : ours) {
            http.addFilterBefore(filter, CsrfFilter.class);
        }
        return bare(http)
                .securityContext(context -> context.securityContextRepository(CallerFilter.CONTEXTS))
                .csrf(forms -> forms.csrfTokenRepository(new FormTokens(sessions))
                        .requireCsrfProtectionMatcher(request -> OtherSiteFilter.changesSomething(request)
                                && FormTokens.person().isPresent()))
                .exceptionHandling(refused -> refused.authenticationEntryPoint(new Strangers(answers))
                        .accessDeniedHandler(
                                (request, response, _) -> answers.send(Problem.NO_FORM_TOKEN, request, response)))
                .authorizeHttpRequests(SecurityConfiguration::openings)
                .build();
    }

    /** What the firewall refuses: paths that two readers could take for two things. */
    @Bean
    RequestRejectedHandler malformed(Answers answers) {
        return (request, response, _) -> {
            new SecurityHeaders().writeHeaders(request, response);
            answers.send(Problem.MALFORMED, request, response);
        };
    }

    /** Last of all, so that it stands inside of the web server's own and is asked first. */
    @Bean
    @Order
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> unrouted(Answers answers) {
        return factory -> factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new UnroutedRequests(answers)));
    }

    /** Its being here keeps Boot from inventing a user with a password. Nothing asks it; if something did: no. */
    @Bean
    AuthenticationManager nobodySignsInByPassword() {
        return _ -> {
            throw new ProviderNotFoundException("Mullion knows one-time links and API tokens, no passwords");
        };
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
    }

    /** Error pages are rendered in a dispatch of their own, of requests that were refused before. */
    private static void openings(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(HttpMethod.GET, OPEN)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, OPEN)
                .permitAll()
                .requestMatchers(HttpMethod.POST, LINKS)
                .permitAll()
                .requestMatchers(SecurityConfiguration::isWayBackOfAGuest)
                .permitAll()
                .anyRequest()
                .authenticated();
    }

    /** From a vendor, by who left without a session: the vendor has one address for them and for members. */
    private static boolean isWayBackOfAGuest(HttpServletRequest request) {
        String path = request.getServletPath();
        String state = request.getParameter("state");
        return HttpMethod.GET.matches(request.getMethod())
                && path.startsWith("/connect/")
                && path.indexOf('/', "/connect/".length()) < 0
                && state != null
                && state.startsWith(ConnectLinks.MARK);
    }

    /** No server-side session, no remembered request, no sign-in or sign-out of the framework's own. */
    private static HttpSecurity bare(HttpSecurity http) {
        return http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.defaultsDisabled().addHeaderWriter(new SecurityHeaders()))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable);
    }
}
