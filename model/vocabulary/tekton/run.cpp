// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/tekton/run.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace sightglass::tekton {
namespace {

struct RunKind
{
    std::string_view member; // of an event's data
    std::string_view kind; // of an object of Kubernetes
    std::string_view word; // of the types of events
    std::string_view plural; // of paths
};
constexpr RunKind kRunKinds[] = {
    {"taskRun", "TaskRun", "taskrun", "taskruns"},
    {"pipelineRun", "PipelineRun", "pipelinerun", "pipelineruns"},
    {"customRun", "CustomRun", "customrun", "customruns"},
    {"run", "Run", "run", "runs"},
};

json::Value conditionOf(json::Value object)
{
    for (const json::Value condition : object["status"]["conditions"].elements()) {
        if (condition["type"].string() == "Succeeded")
            return condition;
    }
    return {};
}

std::optional<std::uint32_t> numberAfter(std::string_view text, std::string_view label)
{
    const std::size_t at = text.find(label);
    if (at == std::string_view::npos)
        return std::nullopt;
    std::uint32_t number = 0;
    const char *begin = text.data() + at + label.size();
    const auto [stop, error] = std::from_chars(begin, text.data() + text.size(), number);
    return error == std::errc{} ? std::optional{number} : std::nullopt;
}

std::uint32_t countOf(json::Value array)
{
    std::uint32_t count = 0;
    for ([[maybe_unused]] const json::Value element : array.elements())
        ++count;
    return count;
}

/// "Tasks Completed: 3 (Failed: 1, Cancelled 0), Incomplete: 2, Skipped: 1"
bool readSentence(std::string_view message, Decoded &event)
{
    const auto completed = numberAfter(message, "Tasks Completed: ");
    if (!completed)
        return false;
    event.stepsDone = *completed + numberAfter(message, "Skipped: ").value_or(0);
    event.stepsTotal = event.stepsDone + numberAfter(message, "Incomplete: ").value_or(0);
    return true;
}

/// By the children: with their status until v0.45, by reference since.
void countTasks(json::Value status, Decoded &event)
{
    std::uint32_t known = 0;
    std::uint32_t done = 0;
    for (const std::string_view children : {"taskRuns", "runs"}) {
        for (const json::Member child : status[children].members()) {
            const std::string_view verdict = conditionOf(child.value)["status"].string();
            done += verdict == "True" || verdict == "False" ? 1 : 0;
            ++known;
        }
    }
    if (known == 0) {
        known = countOf(status["childReferences"]);
        done = isOver(event.phase) ? known : 0;
    }
    const std::uint32_t skipped = countOf(status["skippedTasks"]);
    const json::Value spec = status["pipelineSpec"];
    event.stepsDone = done + skipped;
    event.stepsTotal = std::max(known + skipped, countOf(spec["tasks"]) + countOf(spec["finally"]));
}

/// The hints that Tekton Chains attests by.
void readResult(std::string_view name, std::string_view value, TextArena &arena, Decoded &event)
{
    if (name.ends_with("GIT_COMMIT"))
        addSoundIdentity(IdentityKind::Commit, IdentityRole::Uses, value, arena, event);
    else if (name.ends_with("IMAGE_DIGEST"))
        addSoundIdentity(IdentityKind::Digest, IdentityRole::Makes, value, arena, event);
    else if (name.ends_with("IMAGE_URL"))
        addSoundIdentity(IdentityKind::Image, IdentityRole::Makes, value, arena, event);
}

std::string_view withoutScheme(std::string_view address)
{
    const std::size_t scheme = address.find("://");
    if (scheme != std::string_view::npos)
        address.remove_prefix(scheme + 3);
    if (address.ends_with(".git"))
        address.remove_suffix(4);
    return address;
}

/// "<namespace>/results/<uid>", as Tekton Results names what belongs to a run.
std::string_view resultOwner(std::string_view result)
{
    constexpr std::string_view kResults = "/results/";
    const std::size_t at = result.find(kResults);
    return at == std::string_view::npos ? std::string_view{} : result.substr(at + kResults.size());
}

} // namespace

Run runIn(json::Value body)
{
    for (const RunKind &kind : kRunKinds) {
        const json::Value object = body[kind.member];
        if (object.isObject())
            return {kind.word, object, conditionOf(object)};
    }
    const std::string_view name = body["kind"].string();
    for (const RunKind &kind : kRunKinds) {
        if (name == kind.kind)
            return {kind.word, body, conditionOf(body)};
    }
    return {};
}

// vocabularies.md §5. Custom tasks have neither "queued" nor "unknown".
std::string_view stateOf(const Run &run)
{
    const bool custom = run.word == "customrun" || run.word == "run";
    if (!run.condition.exists())
        return custom ? "started" : "queued";
    const std::string_view status = run.condition["status"].string();
    if (status == "True")
        return "successful";
    if (status == "False")
        return "failed";
    if (status != "Unknown")
        return {};
    const std::string_view reason = run.condition["reason"].string();
    if (reason == "Started")
        return "started";
    return reason == "Running" || custom ? "running" : "unknown";
}

std::string_view pathOf(const Run &run, TextArena &arena)
{
    const json::Value metadata = run.object["metadata"];
    const std::string_view known = metadata["selfLink"].string();
    const std::string_view name = metadata["name"].string();
    if (!known.empty() || name.empty())
        return known;
    const std::string_view version = run.object["apiVersion"].string();
    const auto kind
        = std::find_if(std::begin(kRunKinds), std::end(kRunKinds),
                       [&](const RunKind &candidate) { return candidate.word == run.word; });
    return arena.join({"/apis/", version.empty() ? "tekton.dev/v1beta1" : version, "/namespaces/",
                       metadata["namespace"].string(), "/", kind->kind, "/", name});
}

std::string_view parentKeyOf(json::Value object, std::string_view path, TextArena &arena)
{
    const json::Value metadata = object["metadata"];
    for (const json::Value owner : metadata["ownerReferences"].elements()) {
        const std::string_view uid = owner["uid"].string();
        if (owner["kind"].string() == "PipelineRun" && !uid.empty())
            return uid;
    }
    const json::Value labels = metadata["labels"];
    if (const std::string_view uid = labels["tekton.dev/pipelineRunUID"].string(); !uid.empty())
        return uid;
    const std::string_view name = labels["tekton.dev/pipelineRun"].string();
    if (name.empty())
        return {};
    const std::string_view uid
        = resultOwner(metadata["annotations"]["results.tekton.dev/result"].string());
    if (!uid.empty())
        return uid;
    const std::size_t nameAt = path.rfind('/');
    const std::size_t kindAt
        = nameAt == std::string_view::npos ? nameAt : path.substr(0, nameAt).rfind('/');
    if (kindAt == std::string_view::npos)
        return name;
    const std::string_view kind = path.substr(kindAt + 1, nameAt - kindAt - 1);
    const bool plural = kind.ends_with('s');
    return arena.join({path.substr(0, kindAt + 1),
                       plural             ? "pipelineruns"
                           : kind.empty() ? ""
                                          : "PipelineRun",
                       "/", name});
}

void readProgress(const Run &run, Decoded &event)
{
    const json::Value status = run.object["status"];
    if (event.kind == Kind::PipelineRun) {
        if (!readSentence(run.condition["message"].string(), event))
            countTasks(status, event);
        return;
    }
    for (const json::Value step : status["steps"].elements()) {
        event.stepsDone += step["terminated"].isObject() ? 1 : 0;
        ++event.stepsTotal;
    }
}

void readIdentities(json::Value object, TextArena &arena, Decoded &event)
{
    for (const json::Value param : object["spec"]["params"].elements()) {
        if (isSha(param["value"].string()))
            addIdentity(IdentityKind::Commit, IdentityRole::Uses, param["value"].string(), event);
    }
    const json::Value status = object["status"];
    for (const std::string_view results : {"results", "pipelineResults", "taskResults"}) {
        for (const json::Value result : status[results].elements())
            readResult(result["name"].string(), result["value"].string(), arena, event);
    }
    const json::Value metadata = object["metadata"];
    constexpr std::string_view kRequest = "pipelinesascode.tekton.dev/pull-request";
    const std::string_view repository
        = metadata["annotations"]["pipelinesascode.tekton.dev/repo-url"].string();
    std::string_view number = scalarText(metadata["labels"][kRequest]);
    if (number.empty())
        number = scalarText(metadata["annotations"][kRequest]);
    if (!repository.empty() && !number.empty())
        addSoundIdentity(IdentityKind::ChangeNumber, IdentityRole::Uses,
                         arena.join({withoutScheme(repository), "#", number}), arena, event);
}

} // namespace sightglass::tekton
