package dev.mullion.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the whole API (OpenAPI 3.1); the only operation that strangers may call. */
@RestController
class DescriptionOperation {

    @GetMapping("/api/v1/openapi.json")
    ResponseEntity<Resource> description() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new ClassPathResource("openapi.json"));
    }
}
