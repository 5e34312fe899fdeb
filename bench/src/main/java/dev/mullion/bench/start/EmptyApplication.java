package dev.mullion.bench.start;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** What Spring Boot itself needs to answer one request: the limit of what a server on it can start in. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class EmptyApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(EmptyApplication.class, arguments);
        System.out.println("ready");
    }

    @Bean
    SecurityFilterChain open(HttpSecurity security) {
        return security.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    RouterFunction<ServerResponse> hello() {
        return RouterFunctions.route()
                .GET("/", _ -> ServerResponse.ok().body("hello"))
                .build();
    }
}
