package dev.mullion.ingest.sync;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls of the API, whose bodies are written with single quotes. */
final class Api {

    private Api() {}

    static HttpResponse<String> post(String path, String body, String... headers) {
        return ReadXero.server()
                .send(ReadXero.server()
                        .request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    static HttpResponse<String> delete(String path, String... headers) {
        return ReadXero.server().send(ReadXero.server().request(path, headers).DELETE());
    }
}
