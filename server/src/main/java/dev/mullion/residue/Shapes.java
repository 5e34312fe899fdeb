package dev.mullion.residue;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bodies in GitHub's shapes, openly synthetic. Every {@code ~} is a value, or a name, that is never kept and becomes a
 * canary; {@code ^} is the repository's name, which is kept and becomes the control; {@code @x@} stands for a part.
 */
final class Shapes {

    private Shapes() {}

    /** The name of an event and a body of it. */
    static Map<String, String> all() {
        Map<String, String> shapes = new LinkedHashMap<>();
        shapes.put("pull_request", """
                {"action":"labeled","number":42,@pull@,"before":"~","after":"~","changes":{"title":{"from":"~"},"body":{"from":"~"}},
                "label":{"id":1,"node_id":"~","url":"~","name":"~","color":"~","description":"~"},@about@}""");
        shapes.put("pull_request_review", """
                {"action":"submitted","review":{"id":88001,"node_id":"~","user":@account@,"body":"~","commit_id":"~",
                "submitted_at":"2026-03-02T10:30:00Z","state":"approved","html_url":"~","pull_request_url":"~",
                "author_association":"MEMBER","_links":{"html":{"href":"~"}}},@pull@,@about@}""");
        shapes.put("push", """
                {"ref":"refs/heads/~","before":"~","after":"~","base_ref":"~","compare":"~","created":false,"deleted":false,"forced":true,
                "pusher":{"name":"~","email":"~"},"commits":[@commit@,@commit@],"head_commit":@commit@,@about@}""");
        shapes.put("repository", """
                {"action":"edited","changes":{"description":{"from":"~"},"topics":{"from":["~"]},"homepage":{"from":"~"}},@about@}""");
        shapes.put("installation", """
                {"action":"created","installation":@installation@,"requester":@account@,"sender":@account@,
                "repositories":[{"id":700002,"node_id":"~","name":"pane","full_name":"~","private":true}]}""");
        shapes.put("installation_repositories", """
                {"action":"added","repository_selection":"selected","installation":@installation@,"requester":null,"sender":@account@,
                "repositories_added":[{"id":700003,"node_id":"~","name":"mullion","full_name":"~","private":true}],
                "repositories_removed":[]}""");
        shapes.put("ping", """
                {"zen":"~","hook_id":7,"hook":{"type":"Repository","name":"~","config":{"url":"~","secret":"~"}},@about@}""");
        shapes.put("github_app_authorization", """
                {"action":"revoked","sender":@account@}""");
        shapes.put("issue_comment", """
                {"action":"created","issue":{"id":6,"title":"~","body":"~","user":@account@,"milestone":{"title":"~","description":"~"},
                "labels":[{"name":"~"}]},"comment":{"id":5,"body":"~","user":@account@,"path":"~","diff_hunk":"~"},@about@}""");
        return shapes;
    }

    static Map<String, String> parts() {
        return Map.of(
                "pull", """
                "pull_request":{"id":1234567890123,"node_id":"~","number":42,"state":"open","locked":false,"title":"~","body":"~","draft":false,
                "user":@account@,"created_at":"2026-03-01T08:00:00Z","updated_at":"2026-03-02T09:30:00Z","closed_at":null,"merged_at":null,
                "merge_commit_sha":"~","html_url":"~","diff_url":"~","patch_url":"~","assignee":@account@,"assignees":[@account@],
                "requested_reviewers":[@account@],"requested_teams":[{"id":77,"name":"~","slug":"~","description":"~"}],
                "labels":[{"id":5,"name":"~","description":"~"}],"milestone":{"title":"~","description":"~","creator":@account@},
                "head":{"label":"~","ref":"~","sha":"~","user":@account@,"repo":@repository@},
                "base":{"label":"~","ref":"~","sha":"~","user":@account@,"repo":@repository@},
                "_links":{"self":{"href":"~"}},"author_association":"CONTRIBUTOR","auto_merge":{"commit_title":"~","commit_message":"~"},
                "merged":false,"mergeable_state":"~","merged_by":@account@,"comments":3,"review_comments":4,"commits":2,"additions":120,
                "deletions":30,"changed_files":7}""",
                "about", """
                "repository":@repository@,"organization":@account@,"sender":@account@,"installation":{"id":31337,"node_id":"~"},
                "enterprise":{"name":"~","slug":"~","description":"~","website_url":"~"}""",
                "repository", """
                {"id":700001,"node_id":"~","name":"^","full_name":"~","private":true,"owner":@account@,"html_url":"~","description":"~",
                "fork":false,"url":"~","homepage":"~","created_at":"2023-11-14T22:13:20Z","updated_at":"2026-03-01T07:00:00Z",
                "pushed_at":"2026-03-02T09:30:00Z","size":4096,"language":"Java","archived":false,"open_issues_count":12,"clone_url":"~",
                "ssh_url":"~","mirror_url":"~","license":{"key":"~","name":"~"},"topics":["~","~"],"visibility":"private",
                "default_branch":"~","master_branch":"~","custom_properties":{"~":"~","~":["~"]},"temp_clone_token":"~"}""",
                "commit", """
                {"id":"~","tree_id":"~","distinct":true,"message":"~","timestamp":"2026-03-02T09:29:00+01:00","url":"~",
                "author":{"name":"~","email":"~","username":"~"},"committer":{"name":"~","email":"~","username":"~"},
                "added":["~"],"removed":["~"],"modified":["~"]}""",
                "installation", """
                {"id":31337,"account":@account@,"repository_selection":"selected","app_id":4242,"app_slug":"~","target_id":9000,
                "permissions":{"metadata":"read"},"events":["push"],"created_at":1772000000,"updated_at":"2026-03-03T01:00:00.000+02:00",
                "single_file_name":"~","single_file_paths":["~"],"html_url":"~","suspended_by":@account@}""",
                "account", """
                {"login":"~","id":500001,"node_id":"~","name":"~","email":"~","avatar_url":"~","gravatar_id":"~","url":"~","html_url":"~",
                "type":"User","site_admin":false}""");
    }
}
