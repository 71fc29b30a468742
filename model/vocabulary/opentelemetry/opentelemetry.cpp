// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/opentelemetry/opentelemetry.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/opentelemetry/span.h"

#include <array>

namespace sightglass {
namespace {

using namespace opentelemetry;

/// How a document leads to its spans or log records; the second names are those of releases before
/// 0.15.
struct Path
{
    std::string_view resources;
    std::array<std::string_view, 2> scopes;
    std::array<std::string_view, 2> scope;
    std::array<std::string_view, 2> leaves;
    bool isLog;
};
constexpr Path kPaths[] = {
    {"resourceSpans",
     {"scopeSpans", "instrumentationLibrarySpans"},
     {"scope", "instrumentationLibrary"},
     {"spans", "spans"},
     false},
    {"resourceLogs",
     {"scopeLogs", "instrumentationLibraryLogs"},
     {"scope", "instrumentationLibrary"},
     {"logRecords", "logs"},
     true},
};

struct Found
{
    json::Value leaf; // the first
    json::Value scope;
    json::Value resource;
    bool isLog = false;
    std::size_t count = 0;
};

void lookInto(json::Value group, const Path &path, std::size_t release, json::Value resource,
              Found &found)
{
    for (const std::size_t form : {0U, 1U}) {
        if (form == 1 && path.leaves[0] == path.leaves[1])
            return;
        for (const json::Value leaf : group[path.leaves[form]].elements()) {
            if (found.count++ == 0)
                found = {leaf, group[path.scope[release]], resource, path.isLog, 1};
        }
    }
}

Found findSignals(const MemberList &members)
{
    Found found;
    for (const Path &path : kPaths) {
        for (const json::Value resource : members[path.resources].elements()) {
            for (const std::size_t release : {0U, 1U}) {
                for (const json::Value group : resource[path.scopes[release]].elements())
                    lookInto(group, path, release, resource["resource"], found);
            }
        }
    }
    return found;
}

class OpenTelemetry final : public Vocabulary
{
public:
    [[nodiscard]] std::string_view name() const override { return "opentelemetry"; }

    [[nodiscard]] bool speaks(const Envelope &envelope) const override
    {
        return !envelope.isCloudEvent
            && (envelope.members["resourceSpans"].isArray()
                || envelope.members["resourceLogs"].isArray());
    }

    [[nodiscard]] std::optional<Rejection> decode(const Envelope &envelope, TextArena &arena,
                                                  Decoded &event) const override
    {
        const Found found = findSignals(envelope.members);
        if (found.count == 0)
            return Rejection{Reason::UnknownDialect, "no span and no log record", 0};
        if (found.count > 1)
            return Rejection{Reason::NotObject, "a batch that does not begin with its resources",
                             0};
        if (!found.leaf.isObject())
            return Rejection{Reason::NotObject, "a span or log record that is no object",
                             found.leaf.position()};
        Signal signal;
        signal.leaf = found.leaf;
        signal.isLog = found.isLog;
        signal.own.read(found.leaf["attributes"]);
        signal.outer.read(found.scope["attributes"]);
        signal.outer.read(found.resource["attributes"]);
        event.type = found.isLog ? "otlp.log" : "otlp.span";
        event.source = sourceOf(signal);
        if (found.isLog)
            readLog(signal, arena, event);
        else
            readSpan(signal, arena, event);
        return std::nullopt;
    }

    [[nodiscard]] std::vector<Rosetta> rosetta() const override { return opentelemetry::rosetta(); }

private:
    static std::string_view sourceOf(const Signal &signal)
    {
        for (const Facts *facts : {&signal.outer, &signal.own}) {
            const std::string_view repository = (*facts)[Fact::Repository];
            if (isAttribute(repository, limits::kSourceBytes))
                return repository;
        }
        return {};
    }
};

} // namespace

std::unique_ptr<const Vocabulary> makeOpenTelemetry()
{
    return std::make_unique<OpenTelemetry>();
}

} // namespace sightglass
