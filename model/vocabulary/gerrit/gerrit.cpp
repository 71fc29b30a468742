// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/gerrit/gerrit.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>
#include <charconv>

namespace sightglass {
namespace {

using enum IdentityKind;
using enum IdentityRole;

constexpr Pointers kPatchSet = "/patchSet/number /patchset/number";
constexpr Pointers kProjectFields = "/change/project /refUpdate/project /project /projectName";

constexpr IdentityField kChangeIdentities[] = {
    {Commit, Is, "/patchSet/revision"},
    {Commit, Is, "/patchset/revision"}, // so draft-published and reviewer-added spell it
    {Commit, Is, "/newRev"},
    {Ticket, Uses, "/change/trackingIds/*/id"},
};
constexpr IdentityField kRefIdentities[] = {{Commit, Is, "/refUpdate/newRev"}};

constexpr TypeRule change(std::string_view type, std::string_view state, std::string_view note)
{
    return {.type = type,
            .kind = Kind::Change,
            .state = state,
            .id = "/change/number",
            .name = "/change/subject",
            .url = "/change/url",
            .time = "/eventCreatedOn",
            .identities = kChangeIdentities,
            .note = note};
}

/// What happens to a change without changing what became of it.
constexpr TypeRule touched(std::string_view type, std::string_view state = "updated")
{
    return change(type, state,
                  "/change/status MERGED (merged) and ABANDONED (abandoned) stand over it");
}

constexpr TypeRule ended(std::string_view type, std::string_view state)
{
    return change(type, state, "change number of /change/url; flow: /change/topic, dependsOn");
}

constexpr TypeRule other(std::string_view type)
{
    return {.type = type, .time = "/eventCreatedOn"};
}

constexpr TypeRule kRules[] = {
    change("patchset-created", "created", "later patch sets: updated"),
    change("draft-published", "published", ""),
    ended("change-merged", "merged"),
    ended("change-abandoned", "abandoned"),
    ended("change-restored", "restored"),
    ended("change-deleted", "deleted"),
    change("merge-failed", "merge-failed", "outcome failure"),
    change("comment-added", "commented",
           "with approvals reviewed; Verified below 0: failure, above: success; /change/status "
           "MERGED and ABANDONED stand over it"),
    touched("vote-deleted"),
    touched("rerun-check"),
    touched("topic-changed"),
    touched("hashtags-changed"),
    touched("assignee-changed"),
    touched("custom-keyed-values-changed"),
    touched("reviewer-added"),
    touched("reviewer-deleted"),
    touched("private-state-changed"),
    touched("wip-state-changed"),
    {.type = "ref-updated",
     .kind = Kind::Branch,
     .state = "updated",
     .id = "/refUpdate/refName",
     .name = "/refUpdate/refName",
     .time = "/eventCreatedOn",
     .identities = kRefIdentities,
     .note = "oldRev zeros: created, newRev zeros: deleted; about nothing where refName is none of "
             "a branch or a tag"},
    {.type = "project-created",
     .kind = Kind::Repository,
     .state = "created",
     .id = "/projectName",
     .name = "/projectName",
     .time = "/eventCreatedOn"},
    {.type = "project-head-updated",
     .kind = Kind::Repository,
     .state = "modified",
     .id = "/projectName",
     .name = "/projectName",
     .time = "/eventCreatedOn"},
    other("batch-ref-updated"),
    other("dropped-output"),
    other("ref-replicated"),
    other("ref-replication-done"),
    other("ref-replication-scheduled"),
};

/// refs/changes, refs/meta and their like hold what Gerrit keeps for itself.
bool isOwnRef(std::string_view name)
{
    return name.starts_with("refs/") && !name.starts_with("refs/heads/")
        && !name.starts_with("refs/tags/");
}

bool isZeros(std::string_view revision)
{
    return !revision.empty() && revision.find_first_not_of('0') == std::string_view::npos;
}

int voteOf(json::Value value)
{
    std::string_view text = scalarText(value);
    if (text.starts_with('+'))
        text.remove_prefix(1);
    int vote = 0;
    std::from_chars(text.data(), text.data() + text.size(), vote);
    return vote;
}

void readVotes(json::Value approvals, Decoded &event)
{
    for (const json::Value approval : approvals.elements()) {
        event.detail = "reviewed";
        const int vote = voteOf(approval["value"]);
        if (approval["type"].string() == "Verified" && vote != 0)
            event.outcome = vote < 0 ? Outcome::Failure : Outcome::Success;
    }
}

void readChange(json::Value body, TextArena &arena, Decoded &event)
{
    const json::Value change = body["change"];
    if (event.type == "comment-added")
        readVotes(body["approvals"], event);
    else if (event.type == "merge-failed")
        event.outcome = Outcome::Failure;
    else if (event.type == "patchset-created" && scalarText(firstOf(body, kPatchSet)) != "1")
        event.detail = "updated";
    const std::string_view status = change["status"].string();
    const bool passing
        = event.detail == "updated" || event.detail == "commented" || event.detail == "reviewed";
    if (passing && status == "MERGED")
        event.detail = "merged";
    else if (passing && status == "ABANDONED")
        event.detail = "abandoned";
    event.chain = change["topic"].string();
    for (const json::Value needed : change["dependsOn"].elements()) {
        if (const std::string_view id = scalarText(needed["number"]); !id.empty())
            event.references.push_back({EdgeKind::Relation, true, "dependsOn",
                                        entityKey(Kind::Change, event.source, id, arena)});
    }
    const std::size_t scheme = event.url.find("://");
    if (scheme == std::string_view::npos || event.source.empty())
        return;
    const std::string_view host = event.url.substr(scheme + 3);
    addIdentity(
        ChangeNumber, Is,
        arena.join({host.substr(0, host.find('/')), "/", event.source, "#", event.subjectId}),
        event);
}

void readRef(json::Value update, Decoded &event)
{
    if (isZeros(update["oldRev"].string()))
        event.detail = "created";
    if (isZeros(update["newRev"].string()))
        event.detail = "deleted";
}

class Gerrit final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "gerrit"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        if (envelope.isCloudEvent)
            return false;
        const MemberList &members = envelope.members;
        const std::string_view type = members["type"].string();
        if (type.find('-') == std::string_view::npos)
            return false;
        // Any field may be missing, and old servers do not say when.
        return members["eventCreatedOn"].exists()
            || ((members["change"].isObject() || members["refUpdate"].isObject())
                && findRule(kRules, type));
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const json::Value body = envelope.body;
        event.type = body["type"].string();
        event.source = firstOf(body, kProjectFields).string();
        const TypeRule *rule = findRule(kRules, event.type);
        const bool own = isOwnRef(body.at("/refUpdate/refName").string());
        if (!rule) {
            noteProblem(event, Problem::UnknownType, "no release of Gerrit has this type");
            return std::nullopt;
        }
        applyRule(own ? kOwnRef : *rule, body, arena, event);
        if (event.kind == Kind::Change)
            readChange(body, arena, event);
        else if (event.kind == Kind::Branch)
            readRef(body["refUpdate"], event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return rosettaOf(kRules); }

private:
    static constexpr TypeRule kOwnRef = other("ref-updated");
};

} // namespace

std::unique_ptr<const Vocabulary> makeGerrit()
{
    return std::make_unique<Gerrit>();
}

} // namespace sightglass
