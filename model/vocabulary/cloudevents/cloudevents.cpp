// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/cloudevents/cloudevents.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/cloud_envelope.h"
#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"

namespace sightglass {
namespace {

/// The receiver's quick form {"name":…,"status":…} becomes a CloudEvent of this type (ux.md §3).
constexpr std::string_view kQuickType = "dev.sightglass.quick";

/// Of a payload, in order: what stands behind them is not looked at for identities.

struct QuickStatus
{
    std::string_view word;
    Phase phase;
    Outcome outcome;
};
constexpr QuickStatus kQuickStatuses[] = {
    {"queued", Phase::Queued, Outcome::Unknown},
    {"started", Phase::Running, Outcome::Unknown},
    {"running", Phase::Running, Outcome::Unknown},
    {"waiting", Phase::Waiting, Outcome::Unknown},
    {"finished", Phase::Finished, Outcome::Unknown},
    {"success", Phase::Finished, Outcome::Success},
    {"succeeded", Phase::Finished, Outcome::Success},
    {"failure", Phase::Finished, Outcome::Failure},
    {"failed", Phase::Finished, Outcome::Failure},
    {"error", Phase::Finished, Outcome::Error},
    {"canceled", Phase::Finished, Outcome::Canceled},
};

class CloudEvents final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "cloudevents"; }
    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        return envelope.isCloudEvent;
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        event.id = envelope.id;
        event.source = envelope.source;
        event.type = envelope.type;
        event.scope = IdScope::CloudEvents;
        addExtensionLinks(envelope, event);
        if (envelope.type == kQuickType)
            readQuick(envelope, arena, event);
        addIdentitiesWithin(envelope.body, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override
    {
        Rosetta quick{std::string{kQuickType},
                      std::string{word(Kind::Activity)},
                      "by /data/status",
                      "/data/status:",
                      "source, /data/name",
                      "/data/name",
                      {},
                      {},
                      {}};
        for (const QuickStatus &known : kQuickStatuses)
            quick.outcome += " " + std::string{known.word};
        Rosetta any{"*",
                    std::string{word(Kind::None)},
                    {},
                    {},
                    "source, id, type",
                    {},
                    "parentid",
                    "causationid, traceparent; digests, purls and commits in data",
                    {}};
        return {quick, any};
    }

private:
    static void readQuick(const Envelope &envelope, TextArena &arena, Decoded &event)
    {
        event.kind = Kind::Activity;
        event.subjectId = event.name = envelope.top()["name"].string();
        event.subjectSource = envelope.source;
        event.key = arena.join({"activity|", envelope.source, "|", event.subjectId});
        const std::string_view status = envelope.top()["status"].string();
        event.phase = Phase::Running;
        for (const QuickStatus &known : kQuickStatuses) {
            if (known.word == status) {
                event.phase = known.phase;
                event.outcome = known.outcome;
            }
        }
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeCloudEvents()
{
    return std::make_unique<CloudEvents>();
}

void addExtensionLinks(const Envelope &envelope, Decoded &event)
{
    const MemberList &members = envelope.members;
    if (!members["causationid"].exists() && !members["parentid"].exists()
        && !members["extensions"].exists())
        return;
    for (const std::string_view name : {"causationid", "parentid"}) {
        const json::Value target = extensionOf(envelope, name);
        if (!target.exists() || target.isNull())
            continue;
        if (!isAttribute(target.string(), limits::kIdBytes)) {
            noteProblem(event, Problem::Links, "a link extension is no id");
            continue;
        }
        const EdgeKind kind = name == "parentid" ? EdgeKind::Context : EdgeKind::Cause;
        event.links.push_back({kind, true, name, IdScope::CloudEvents, target.string(), {}});
    }
}

} // namespace sightglass
