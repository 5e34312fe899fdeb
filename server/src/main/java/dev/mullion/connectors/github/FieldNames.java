package dev.mullion.connectors.github;

import java.util.List;

/**
 * The property names of GitHub's webhook payloads. Not an allow-list: names that are here cost nothing to skip, and one
 * that is missing costs a copy of the parser's name table for that body.
 */
final class FieldNames {

    private static final String NAMES = """
            _links access_tokens_url account action actions active active_lock_reason added additions admin
            administration advanced_security after allow_auto_merge allow_downloads allow_forking allow_merge_commit
            allow_rebase_merge allow_squash_merge allow_update_branch anonymous_access_enabled app_id app_slug
            archive_url archived assignee assignees assignees_url attestations author author_association auto_merge
            avatar_url base base_ref before blobs_url body branches_url changed_files changes checks client_id
            clone_url closed_at closed_issues code codespaces collaborators_url color comments comments_url
            commit_id commit_message commit_title commits commits_url committer compare compare_url config
            content_references content_type contents contents_url contributors_url copilot created created_at
            creator custom_properties date default default_branch delete_branch_on_merge deleted deletions
            deliveries_url dependabot_secrets dependabot_security_updates deployments deployments_url description
            diff_url disabled discussions dismissal_commit_id dismissal_message dismissed_at distinct downloads_url
            draft due_on email enabled_by enterprise environments events events_url followers_url following_url
            forced fork forks forks_count forks_url from full_name gists_url git_commits_url git_refs_url
            git_tags_url git_url gpg_verified gravatar_id has_discussions has_downloads has_issues
            has_multiple_single_files has_pages has_projects has_wiki head head_commit homepage hook hook_id
            hooks_url href html html_url id insecure_ssl installation is_alphanumeric is_template issue
            issue_comment_url issue_dependencies_summary issue_events_url issue_field_values issue_url issues
            issues_url key keys_url label labels labels_url language languages_url last_response license locked
            login maintain maintainer_can_modify master_branch members members_count members_url
            merge_commit_message merge_commit_sha merge_commit_title merge_method merge_queues mergeable
            mergeable_state merged merged_at merged_by merges_url message metadata milestone milestone_number
            milestones_url mirror_url modified name network_count node_id notification_setting notifications_url
            number open_issues open_issues_count organization organization_administration
            organization_copilot_seat_management organization_custom_properties organization_hooks
            organization_packages organization_plan organization_projects organization_secrets
            organization_self_hosted_runners organization_user_blocking organizations_url owner packages pages
            parent patch_url payload performed_via_github_app permission permissions ping_url pinned_comment privacy
            private public_members_url pull pull_request pull_request_creation_policy pull_request_url pull_requests
            pulls_url push pushed_at pusher reason rebaseable received_events_url ref releases_url removed repo
            repos_count repos_url repositories repositories_added repositories_removed repositories_url repository
            repository_advisories repository_custom_properties repository_hooks repository_projects
            repository_selection requested_reviewer requested_reviewers requested_team requested_teams requester
            review review_comment review_comment_url review_comments review_comments_url role_name score
            secret_scanning secret_scanning_alerts secret_scanning_push_protection secrets security_and_analysis
            security_events self sender sha signature single_file single_file_name single_file_paths site_admin size
            slug spdx_id squash_merge_commit squash_merge_commit_message squash_merge_commit_title ssh_url
            stargazers stargazers_count stargazers_url starred_at starred_url state status statuses statuses_url
            sub_issues_summary submitted_at subscribers_count subscribers_url subscription_url subscriptions_url
            suspended_at suspended_by svn_url tags_url target_id target_type team_discussions teams_url
            temp_clone_token template_repository test_url timestamp title topics tree_id trees_url triage type
            updated_at url use_squash_pr_title_as_default user user_view_type username verification verified_at
            visibility vulnerability_alerts watchers watchers_count web_commit_signoff_required website_url
            workflows zen""";

    private FieldNames() {}

    static List<String> all() {
        return List.of(NAMES.split("\\s+"));
    }
}
