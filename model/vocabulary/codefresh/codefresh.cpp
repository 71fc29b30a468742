// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/codefresh/codefresh.h"

#include "model/vocabulary/type_rule.h"

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

/// States of a build, and the hooks of a pipeline where nobody wrote the state.
constexpr StatusWord kStatuses[] = {
    {"pending", Phase::Queued},
    {"delayed", Phase::Queued},
    {"elected", Phase::Queued},
    {"pending-approval", Phase::Waiting},
    {"initializing", Phase::Running},
    {"started", Phase::Running},
    {"running", Phase::Running},
    {"inprogress", Phase::Running},
    {"approved", Phase::Running},
    {"terminating", Phase::Running},
    {"success", Phase::Finished, Outcome::Success},
    {"successful", Phase::Finished, Outcome::Success},
    {"error", Phase::Finished, Outcome::Failure}, // Codefresh's word for a build that failed
    {"failed", Phase::Finished, Outcome::Failure},
    {"failure", Phase::Finished, Outcome::Failure},
    {"denied", Phase::Finished, Outcome::Failure},
    {"rejected", Phase::Finished, Outcome::Failure},
    {"terminated", Phase::Finished, Outcome::Canceled},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"cancelled", Phase::Finished, Outcome::Canceled},
    {"stopped", Phase::Finished, Outcome::Canceled},
    {"timeout", Phase::Finished, Outcome::Timeout},
    {"skipped", Phase::Finished, Outcome::Skipped},
    {"on_elected", Phase::Running},
    {"on_success", Phase::Finished, Outcome::Success},
    {"on_fail", Phase::Finished, Outcome::Failure},
    {"on_finish", Phase::Finished},
};

constexpr IdentityField kIdentities[] = {
    {RunUrl, Is, "/CF_BUILD_URL"},
    {Commit, Uses, "/CF_REVISION"},
};

constexpr TypeRule kRules[] = {
    {.type = "codefresh.build",
     .kind = Kind::PipelineRun,
     .status = "/CF_BUILD_STATUS /CF_STATUS /status /hook",
     .words = kStatuses,
     .id = "/CF_BUILD_ID",
     .name = "/CF_PIPELINE_NAME /CF_REPO_NAME",
     .url = "/CF_BUILD_URL",
     .detail = "/CF_BUILD_ERROR /error",
     .time = "/timestamp /time",
     .queued = "/CF_BUILD_TIMESTAMP",
     .identities = kIdentities,
     .note = "id else the last of /CF_BUILD_URL; source <CF_REPO_OWNER>/<CF_REPO_NAME>; change "
             "number of CF_PULL_REQUEST_NUMBER at "
             "CF_COMMIT_URL's host (uses)"},
};

/// CF_BUILD_URL is "https://g.codefresh.io/build/<CF_BUILD_ID>".
std::string_view lastSegment(std::string_view address)
{
    return address.substr(address.rfind('/') + 1); // npos + 1 is 0
}

/// CF_COMMIT_URL is "https://github.com/shop/checkout/commit/…".
void addChangeNumber(const MemberList &members, std::string_view project, TextArena &arena,
                     Decoded &event)
{
    const std::string_view number = scalarText(members["CF_PULL_REQUEST_NUMBER"]);
    std::string_view host = members["CF_COMMIT_URL"].string();
    const std::size_t scheme = host.find("://");
    if (number.empty() || project.empty() || scheme == std::string_view::npos)
        return;
    host.remove_prefix(scheme + 3);
    addIdentity(ChangeNumber, Uses,
                arena.join({host.substr(0, host.find('/')), "/", project, "#", number}), event);
}

class Codefresh final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "codefresh"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        return envelope.top()["CF_BUILD_ID"].exists() || envelope.top()["CF_BUILD_URL"].exists();
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const MemberList &members = envelope.top();
        const std::string_view owner = members["CF_REPO_OWNER"].string();
        const std::string_view repository = members["CF_REPO_NAME"].string();
        const std::string_view project = owner.empty() || repository.empty()
            ? std::string_view{}
            : arena.join({owner, "/", repository});
        event.id = envelope.id;
        event.type = envelope.isCloudEvent ? envelope.type : kRules[0].type;
        event.source = envelope.isCloudEvent ? envelope.source : project;
        event.subjectSource = project;
        if (!members["CF_BUILD_ID"].exists())
            event.subjectId = lastSegment(members["CF_BUILD_URL"].string());
        applyRule(kRules[0], envelope.body, arena, event);
        addChangeNumber(members, project, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }
};

} // namespace

std::unique_ptr<const Vocabulary> makeCodefresh()
{
    return std::make_unique<Codefresh>();
}

} // namespace sightglass
