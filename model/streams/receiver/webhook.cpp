// SPDX-License-Identifier: Apache-2.0
#include "model/streams/receiver/webhook.h"

#include "model/json/canonical.h"
#include "model/json/document.h"
#include "model/vocabulary/gitlab/rules.h"

#include <algorithm>
#include <initializer_list>

namespace sightglass {
namespace {

std::string_view firstText(json::Value body, std::initializer_list<std::string_view> pointers)
{
    for (const std::string_view pointer : pointers) {
        if (const std::string_view text = body.at(pointer).string(); !text.empty())
            return text;
    }
    return {};
}

std::string withSuffix(std::string type, std::string_view suffix)
{
    return suffix.empty() ? type : type + "." + std::string{suffix};
}

std::string gitHubType(std::string_view event, json::Value body)
{
    const std::string_view suffix = event == "deployment_status"
        ? firstText(body, {"/deployment_status/state", "/action"})
        : body["action"].string();
    return withSuffix("com.github." + std::string{event}, suffix);
}

std::string gitLabType(json::Value body)
{
    TextArena arena;
    const std::string_view type = gitlab::adapterType(body, arena);
    return type.empty() ? "com.gitlab.event" : std::string{type};
}

} // namespace

std::optional<Rejection> webhookEvent(const WebhookForm &form, std::string_view body,
                                      std::string &event)
{
    json::Document document;
    if (auto rejection = document.parse(body))
        return rejection;
    const json::Value root = document.root();
    if (form.delivery.empty() || !root.isObject()) {
        event = body;
        return std::nullopt;
    }
    const bool gitHub = form.sender == WebhookForm::Sender::GitHub;
    const std::string_view source = gitHub
        ? firstText(root, {"/repository/url", "/organization/url", "/sender/url"})
        : firstText(root, {"/repository/homepage", "/project/web_url", "/project/homepage"});
    const std::string type = gitHub ? gitHubType(form.event, root) : gitLabType(root);
    event = R"({"specversion":"1.0","id":)" + json::quoted(form.delivery) + R"(,"source":)"
        + json::quoted(source.empty() ? (gitHub ? "github" : "gitlab") : source) + R"(,"type":)"
        + json::quoted(type) + R"(,"datacontenttype":"application/json","data":)";
    event.append(body).append("}");
    return std::nullopt;
}

} // namespace sightglass
