// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/gitea/gitea.h"

#include "model/vocabulary/github/forms.h"
#include "model/vocabulary/github/webhook.h"

namespace sightglass {
namespace {

using github::as;

constexpr TypeRule kPackage{
    .type = "com.gitea.package.*",
    .kind = Kind::Artifact,
    .id = "/package/id",
    .name = "/package/name",
    .url = "/package/html_url",
    .detail = "/action",
    .time = "/package/created_at",
};

constexpr TypeRule kRules[] = {
    as("com.gitea.workflow_run.*", github::kRun),
    as("com.gitea.workflow_job.*", github::kJob),
    as("com.gitea.status", github::kStatus),
    as("com.gitea.push", github::kPush),
    as("com.gitea.push.tag", github::kTagPush),
    as("com.gitea.pull_request.opened", github::kPullRequest, "created"),
    as("com.gitea.pull_request.reopened", github::kPullRequest, "reopened"),
    as("com.gitea.pull_request.reviewed", github::kPullRequest, "reviewed"),
    as("com.gitea.pull_request.*", github::kPullRequest),
    as("com.gitea.pull_request_review_comment.*", github::kPullRequest, "commented"),
    as("com.gitea.issue_comment.pull_request", github::kPullRequestComment),
    as("com.gitea.issue_comment.*", github::kIssueComment),
    as("com.gitea.create.branch", github::kBranch, "created"),
    as("com.gitea.create.*", github::kTag, "created"),
    as("com.gitea.delete.branch", github::kBranch, "deleted"),
    as("com.gitea.delete.*", github::kTag, "deleted"),
    as("com.gitea.release.*", github::kRelease),
    kPackage,
    as("com.gitea.issues.pull_request", github::kPullRequestIssue),
    as("com.gitea.issues.opened", github::kIssue, "created"),
    as("com.gitea.issues.reopened", github::kIssue, "reopened"),
    as("com.gitea.issues.deleted", github::kIssue, "deleted"),
    as("com.gitea.issues.*", github::kIssue),
    as("com.gitea.repository.*", github::kRepository),
    {.type = "com.gitea.fork", .time = "/repository/created_at"},
    {.type = "com.gitea.wiki.*"},
};

class Gitea final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "gitea"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return envelope.type.starts_with(kForge.prefix);
        return github::isWebhook(envelope) && github::isOfGitea(envelope);
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        github::decodeWebhook(kForge, envelope, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kForge.rules); }

private:
    static constexpr github::Forge kForge{"com.gitea.", kRules};
};

} // namespace

std::unique_ptr<const Vocabulary> makeGitea()
{
    return std::make_unique<Gitea>();
}

} // namespace sightglass
