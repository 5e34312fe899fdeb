package dev.mullion.api;

import dev.mullion.connectors.Connections;
import dev.mullion.connectors.catalogue.Catalogue;
import dev.mullion.connectors.catalogue.ConnectorView;
import dev.mullion.identity.NotHere;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The vendors that Mullion is for, and what each is asked for before anybody connects it. */
@RestController
@RequestMapping("/api/v1/workspaces/{slug}/connectors")
class ConnectorOperations {

    private final Catalogue catalogue;
    private final Connections connections;
    private final Replies replies;

    ConnectorOperations(Catalogue catalogue, Connections connections, Replies replies) {
        this.catalogue = catalogue;
        this.connections = connections;
        this.replies = replies;
    }

    /** Every one. */
    record AllView(List<ConnectorView> items) {}

    @Needs("settings:read")
    @GetMapping
    ResponseEntity<byte[]> all(Call call) {
        return call.within(_ -> replies.ok(new AllView(catalogue.all(connections.list()).stream()
                .map(ConnectorView::of)
                .toList())));
    }

    @Needs("settings:read")
    @GetMapping("/{connector}")
    ResponseEntity<byte[]> one(@PathVariable String connector, Call call) {
        return call.within(_ -> replies.ok(catalogue
                .find(connector, connections.list())
                .map(ConnectorView.Declared::of)
                .orElseThrow(NotHere::new)));
    }
}
