// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/github/webhook.h"

#include "model/base/limits.h"
#include "model/vocabulary/attribute.h"
#include "model/vocabulary/github/details.h"
#include "model/vocabulary/github/hook.h"
#include "model/vocabulary/oddities.h"

namespace sightglass::github {
namespace {

constexpr Pointers kHome = "/repository/html_url /repository/url /repository/full_name "
                           "/organization/url /installation/account/html_url /sender/html_url";

/// What the rules tell apart, beyond the action.
std::string_view variantOf(const Hook &hook, json::Value body)
{
    const bool tag = hook.event == "push" && body["ref"].string().starts_with("refs/tags/");
    if (hook.event == "push" && body["deleted"].boolean())
        return tag ? "tag_deleted" : "deleted";
    if (tag)
        return "tag";
    if (hook.event == "create" || hook.event == "delete")
        return scalarText(body["ref_type"]);
    const bool issue = hook.event == "issues" || hook.event == "issue_comment";
    if (issue && body["issue"]["pull_request"].isObject()) // GitHub counts them as issues, too
        return "pull_request";
    return hook.action;
}

/// Of an event that has no name here, what is left.
std::string_view typeOf(const Forge &forge, std::string_view event, std::string_view action,
                        TextArena &arena)
{
    if (event.empty() && action.empty())
        return forge.prefix.substr(0, forge.prefix.size() - 1);
    const std::string_view dot = event.empty() || action.empty() ? "" : ".";
    return arena.join({forge.prefix, event, dot, action});
}

const TypeRule *ruleOf(const Forge &forge, const Hook &hook, json::Value body, TextArena &arena)
{
    const std::string_view variant = variantOf(hook, body);
    const std::string_view type = typeOf(forge, hook.event, variant, arena);
    const TypeRule *rule = findRule(forge.rules, type);
    if (!rule && variant.empty()) // "com.github.deployment" of the adapter, a body without action
        rule = findRule(forge.rules, arena.join({type, "."}));
    return rule;
}

Hook hookOfBody(const Envelope &envelope, Decoded &event)
{
    Hook hook = hookOf(envelope.members);
    if (!hook.action.empty() && !isAttribute(hook.action, limits::kTypeBytes / 2)) {
        noteProblem(event, Problem::Field, "/action is no word");
        hook.action = {};
    }
    return hook;
}

} // namespace

bool isWebhook(const Envelope &envelope)
{
    const MemberList &members = envelope.members;
    const json::Value sender = members["sender"];
    if (sender.isObject()
        && (members["repository"]["full_name"].isString() || sender["node_id"].isString()))
        return true;
    return (members["zen"].isString() && members["hook"].isObject())
        || members["workflow_run"]["run_number"].exists()
        || members["workflow_job"]["run_id"].exists()
        || members["security_advisory"]["ghsa_id"].exists()
        || members["marketplace_purchase"]["plan"].exists();
}

bool isOfGitea(const Envelope &envelope)
{
    const json::Value repository = envelope.members["repository"];
    const json::Value sender = envelope.members["sender"];
    if (repository["node_id"].exists() || sender["node_id"].exists())
        return false;
    return envelope.members["compare_url"].exists() || repository["empty"].exists()
        || sender["username"].exists();
}

void decodeWebhook(const Forge &forge, const Envelope &envelope, TextArena &arena, Decoded &event)
{
    const json::Value body = envelope.body;
    const std::string_view home = scalarText(firstOf(body, kHome));
    event.source = envelope.isCloudEvent ? envelope.source : home;
    event.id = envelope.id;
    const Hook hook = envelope.isCloudEvent ? hookOf(envelope.type.substr(forge.prefix.size()))
                                            : hookOfBody(envelope, event);
    event.type
        = envelope.isCloudEvent ? envelope.type : typeOf(forge, hook.event, hook.action, arena);
    const TypeRule *rule = ruleOf(forge, hook, body, arena);
    if (!rule) {
        noteProblem(event, Problem::UnknownType, "no webhook that is known");
        return;
    }
    event.subjectSource = home.empty() ? event.source : home;
    nameSubject(hook, body, arena, event);
    applyRule(*rule, body, arena, event);
    tellDetails(hook, body, arena, event);
}

} // namespace sightglass::github
