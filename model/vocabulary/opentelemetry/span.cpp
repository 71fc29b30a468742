// SPDX-License-Identifier: Apache-2.0
#include "model/vocabulary/opentelemetry/span.h"

#include "model/vocabulary/identity.h"
#include "model/vocabulary/oddities.h"
#include "model/vocabulary/type_rule.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace sightglass::opentelemetry {
namespace {

/// Results and states: the semantic conventions' first, then what GitHub, Jenkins and Azure DevOps
/// say in their place.
constexpr StatusWord kWords[] = {
    {"success", Phase::Finished, Outcome::Success},
    {"failure", Phase::Finished, Outcome::Failure},
    {"error", Phase::Finished, Outcome::Error},
    {"timeout", Phase::Finished, Outcome::Timeout},
    {"cancellation", Phase::Finished, Outcome::Canceled},
    {"skip", Phase::Finished, Outcome::Skipped},
    {"pending", Phase::Queued},
    {"executing", Phase::Running},
    {"finalizing", Phase::Running},
    {"cancelled", Phase::Finished, Outcome::Canceled},
    {"canceled", Phase::Finished, Outcome::Canceled},
    {"aborted", Phase::Finished, Outcome::Canceled},
    {"timed_out", Phase::Finished, Outcome::Timeout},
    {"skipped", Phase::Finished, Outcome::Skipped},
    {"neutral", Phase::Finished, Outcome::Skipped},
    {"stale", Phase::Finished, Outcome::Skipped},
    {"not_built", Phase::Finished, Outcome::Skipped},
    {"not_build", Phase::Finished, Outcome::Skipped},
    {"startup_failure", Phase::Finished, Outcome::Error},
    {"unprocessable", Phase::Finished, Outcome::Error},
    {"failed", Phase::Finished, Outcome::Failure},
    {"unstable", Phase::Finished, Outcome::Failure},
    {"succeeded", Phase::Finished, Outcome::Success},
    {"passed", Phase::Finished, Outcome::Success},
    {"unknown", Phase::Finished},
    {"completed", Phase::Finished},
    {"queued", Phase::Queued},
    {"requested", Phase::Queued},
    {"waiting", Phase::Waiting},
    {"action_required", Phase::Waiting},
    {"in_progress", Phase::Running},
    {"inProgress", Phase::Running},
    {"running", Phase::Running},
    {"canceling", Phase::Running},
};

constexpr std::size_t kTraceDigits = 32;
constexpr std::size_t kSpanDigits = 16;

/// What a span is about, and whether its resource says so instead of itself: receivers describe a
/// run or a job in the resource of a span that has no attributes.
struct Subject
{
    Kind kind = Kind::None;
    bool byResource = false;
};

/// An id in lower case; empty when it is none or stands for none, all zeros.
std::string_view idOf(json::Value leaf, std::string_view member, std::size_t digits,
                      TextArena &arena, Decoded &event)
{
    const std::string_view text = leaf[member].string();
    if (text.find_first_not_of('0') == std::string_view::npos)
        return {};
    if (text.size() != digits
        || text.find_first_not_of("0123456789abcdefABCDEF") != std::string_view::npos) {
        noteProblem(event, Problem::IdFormat,
                    arena.join({"/", member, " is no id in hex digits (OTLP, JSON encoding)"}));
        return text;
    }
    std::array<char, kTraceDigits> lower{};
    std::transform(text.begin(), text.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c; });
    return arena.keep({lower.data(), text.size()});
}

/// Nanoseconds since 1970, a number or a text; kNoTime for 0, which stands for none.
Timestamp timeOf(json::Value leaf, std::string_view member, TextArena &arena, Decoded &event)
{
    const json::Value value = leaf[member];
    const std::string_view text = scalarText(value);
    if (!value.exists() || value.isNull() || text.empty() || text == "0")
        return kNoTime;
    std::uint64_t nanoseconds = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), nanoseconds);
    if (read.ec == std::errc{} && read.ptr == text.data() + text.size())
        return Timestamp{std::chrono::microseconds{nanoseconds / 1000}};
    noteProblem(event, Problem::Time,
                arena.join({"/", member, " is no number of nanoseconds (OTLP, JSON encoding)"}));
    return kNoTime;
}

bool isServer(json::Value span)
{
    const std::string_view kind = scalarText(span["kind"]);
    return kind == "2" || kind == "SPAN_KIND_SERVER";
}

Subject subjectOf(const Signal &span, bool isRoot)
{
    const Facts &own = span.own;
    const Facts &outer = span.outer;
    const bool server = isServer(span.leaf);
    if (own.tellOfTask())
        return {Kind::TaskRun};
    if (own.tellOfRun()) { // a child that only names its run is a part of it
        const bool ends = !own[Fact::RunResult].empty() || !own[Fact::RunState].empty()
            || !own[Fact::Action].empty();
        return {ends || isRoot || server ? Kind::PipelineRun : Kind::TaskRun};
    }
    if (outer.tellOfTask() && own.isEmpty())
        return {Kind::TaskRun, true};
    if (outer.tellOfRun() && isRoot && (own.isEmpty() || server || !outer[Fact::RunResult].empty()))
        return {Kind::PipelineRun, true};
    return {};
}

std::string_view either(const Signal &span, Fact fact)
{
    const std::string_view own = span.own[fact];
    return own.empty() ? span.outer[fact] : own;
}

/// Of the run that the span is, or belongs to. Jenkins numbers the runs of a pipeline.
std::string_view runIdOf(const Signal &span, TextArena &arena)
{
    const std::string_view id = either(span, Fact::RunId);
    const std::string_view pipeline = either(span, Fact::PipelineId);
    const std::string_view number = either(span, Fact::RunNumber);
    return !id.empty() || pipeline.empty() || number.empty() ? id
                                                             : arena.join({pipeline, "#", number});
}

/// What a word of the semantic conventions or of a producer says; an unknown one is a problem.
const StatusWord *meaningOf(std::string_view word, TextArena &arena, Decoded &event)
{
    const StatusWord *known = word.empty() ? nullptr : findStatus(kWords, word);
    if (!known && !word.empty())
        noteProblem(event, Problem::Outcome,
                    arena.join({"the result is \"", word.substr(0, 40),
                                "\", which no release defines (OpenTelemetry, cicd.pipeline)"}));
    return known;
}

/// Of a span that ended and says no result: what its status says (the message holds the result at
/// some producers, error.type tells a timeout at others).
Outcome outcomeOfStatus(json::Value status, std::string_view error)
{
    for (const std::string_view text : {status["message"].string(), error}) {
        if (const StatusWord *known = findStatus(kWords, text);
            known && known->outcome != Outcome::Unknown)
            return known->outcome;
    }
    const std::string_view code = scalarText(status["code"]);
    if (code == "2" || code == "STATUS_CODE_ERROR")
        return Outcome::Failure;
    return code == "1" || code == "STATUS_CODE_OK" ? Outcome::Success : Outcome::Unknown;
}

void readState(const Signal &span, Subject subject, TextArena &arena, Decoded &event)
{
    const bool isRun = subject.kind == Kind::PipelineRun;
    const Fact facts[]
        = {isRun ? Fact::RunResult : Fact::TaskResult, isRun ? Fact::RunState : Fact::TaskState};
    for (const Fact fact : facts) {
        const bool mayInherit = isRun || subject.byResource;
        const StatusWord *known
            = meaningOf(mayInherit ? either(span, fact) : span.own[fact], arena, event);
        if (!known || isOver(event.phase))
            continue;
        event.phase = known->phase;
        event.outcome = known->outcome;
    }
    if (event.phase == Phase::None)
        event.phase = isKnown(event.startedAt) && !isKnown(event.finishedAt) ? Phase::Running
                                                                             : Phase::Finished;
    const json::Value status = span.leaf["status"];
    if (isOver(event.phase) && event.outcome == Outcome::Unknown)
        event.outcome = outcomeOfStatus(status, span.own[Fact::Error]);
    if (!isOver(event.phase)) {
        event.finishedAt = kNoTime;
        if (event.phase == Phase::Queued)
            event.queuedAt = std::exchange(event.startedAt, kNoTime);
        return;
    }
    const std::string_view message = status["message"].string();
    if (event.outcome != Outcome::Success)
        event.detail
            = findStatus(kWords, message) || message.empty() ? span.own[Fact::Error] : message;
}

/// The number of a change in the repository, "host/project#12".
void addChange(const Signal &span, TextArena &arena, Decoded &event)
{
    std::string_view project = event.source;
    const std::string_view number = either(span, Fact::Change);
    const std::size_t scheme = project.find("://");
    if (scheme == std::string_view::npos || number.empty())
        return;
    project.remove_prefix(scheme + 3);
    if (project.ends_with(".git"))
        project.remove_suffix(4);
    addSoundIdentity(IdentityKind::ChangeNumber, IdentityRole::Uses,
                     arena.join({project, "#", number}), arena, event);
}

void addIdentities(const Signal &span, std::string_view trace, bool isRoot, TextArena &arena,
                   Decoded &event)
{
    addIdentity(IdentityKind::RunUrl, IdentityRole::Is, event.url, event);
    const bool deploys = span.own[Fact::TaskType] == "deploy";
    const IdentityRole role = deploys ? IdentityRole::Uses : IdentityRole::Makes;
    addIdentity(IdentityKind::Purl, role, span.own[Fact::Purl], event);
    addSoundIdentity(IdentityKind::Digest, role, span.own[Fact::Digest], arena, event);
    if (isRoot)
        addSoundIdentity(IdentityKind::Trace, IdentityRole::Is, trace, arena, event);
    if (!isRoot && event.kind != Kind::PipelineRun)
        return;
    addIdentity(IdentityKind::Commit, IdentityRole::Uses, either(span, Fact::Revision), event);
    addChange(span, arena, event);
}

void addSpanReference(std::string_view type, EdgeKind kind, std::string_view trace,
                      std::string_view span, TextArena &arena, Decoded &event)
{
    if (!trace.empty() && !span.empty())
        event.references.push_back({kind, true, type, arena.join({trace, "#", span})});
}

/// The span above; of one that has none, the run that it names.
void addParents(const Signal &span, std::string_view trace, std::string_view parent,
                TextArena &arena, Decoded &event)
{
    addSpanReference("parentSpanId", EdgeKind::Context, trace, parent, arena, event);
    if (parent.empty() && event.kind == Kind::TaskRun)
        addParent(Kind::PipelineRun, runIdOf(span, arena), arena, event);
    for (const json::Value link : span.leaf["links"].elements())
        addSpanReference("link", EdgeKind::Relation,
                         idOf(link, "traceId", kTraceDigits, arena, event),
                         idOf(link, "spanId", kSpanDigits, arena, event), arena, event);
}

void readNames(const Signal &span, Subject subject, Decoded &event)
{
    const bool isRun = subject.kind == Kind::PipelineRun;
    const std::string_view written = span.leaf["name"].string();
    event.name = isRun ? either(span, Fact::PipelineName) : span.own[Fact::TaskName];
    if (event.name.empty())
        event.name = written;
    if (event.name.empty())
        event.name = span.outer[Fact::TaskName];
    event.url = isRun        ? either(span, Fact::RunUrl)
        : subject.byResource ? span.outer[Fact::TaskUrl]
                             : span.own[Fact::TaskUrl];
    event.environment = span.own[Fact::Environment];
    const std::string_view attempt = either(span, Fact::Attempt);
    std::from_chars(attempt.data(), attempt.data() + attempt.size(), event.attempt);
}

/// By the run's id in the repository, or else in the service that sent it; of tasks, and of runs
/// without one, the ids of trace and span, which are global.
bool nameSubject(const Signal &span, Subject subject, std::string_view trace, TextArena &arena,
                 Decoded &event)
{
    const std::string_view own = idOf(span.leaf, "spanId", kSpanDigits, arena, event);
    const std::string_view run
        = subject.kind == Kind::PipelineRun ? runIdOf(span, arena) : std::string_view{};
    if (run.empty() && (trace.empty() || own.empty())) {
        noteProblem(event, Problem::Subject,
                    "/traceId and /spanId name nothing (OTLP, Span.span_id)");
        return false;
    }
    event.kind = subject.kind;
    event.subjectSource = event.source.empty() ? span.outer[Fact::Service] : event.source;
    const std::string_view ids
        = trace.empty() || own.empty() ? std::string_view{} : arena.join({trace, "#", own});
    event.subjectId = event.key = ids;
    if (!run.empty()) {
        event.alias = ids;
        event.subjectId = run;
        event.key = entityKey(Kind::PipelineRun, event.subjectSource, run, arena);
    }
    return true;
}

} // namespace

void readSpan(const Signal &span, TextArena &arena, Decoded &event)
{
    const Timestamp started = timeOf(span.leaf, "startTimeUnixNano", arena, event);
    const Timestamp finished = timeOf(span.leaf, "endTimeUnixNano", arena, event);
    event.time = isKnown(finished) ? finished : started;
    const std::string_view trace = idOf(span.leaf, "traceId", kTraceDigits, arena, event);
    const std::string_view parent = idOf(span.leaf, "parentSpanId", kSpanDigits, arena, event);
    const Subject subject = subjectOf(span, parent.empty());
    if (subject.kind == Kind::None || !nameSubject(span, subject, trace, arena, event))
        return;
    event.startedAt = started;
    event.finishedAt = finished;
    event.chain = trace;
    readNames(span, subject, event);
    readState(span, subject, arena, event);
    addParents(span, trace, parent, arena, event);
    addIdentities(span, trace, parent.empty(), arena, event);
}

void readLog(const Signal &log, TextArena &arena, Decoded &event)
{
    event.time = timeOf(log.leaf, "timeUnixNano", arena, event);
    if (!isKnown(event.time))
        event.time = timeOf(log.leaf, "observedTimeUnixNano", arena, event);
    const std::string_view run = runIdOf(log, arena);
    const StatusWord *state = meaningOf(log.own[Fact::RunState], arena, event);
    if (!state || run.empty() || log.own.tellOfTask())
        return;
    const Subject subject{Kind::PipelineRun};
    if (!nameSubject(log, subject, {}, arena, event))
        return;
    readNames(log, subject, event);
    const StatusWord *result = meaningOf(log.own[Fact::RunResult], arena, event);
    event.phase = result ? result->phase : state->phase;
    event.outcome = result ? result->outcome : state->outcome;
    event.chain = idOf(log.leaf, "traceId", kTraceDigits, arena, event);
    addIdentity(IdentityKind::RunUrl, IdentityRole::Is, event.url, event);
}

std::vector<Rosetta> rosetta()
{
    std::string results;
    for (const StatusWord &known : kWords) {
        results += results.empty() ? ": " : ", ";
        results += std::string{known.word} + " → "
            + std::string{isOver(known.phase) ? word(known.outcome) : word(known.phase)};
    }
    results += "; else /status/message, error.type, /status/code: 2 → failure, 1 → success";
    Rosetta run;
    run.type = "otlp.span of a pipeline run";
    run.kind = word(Kind::PipelineRun);
    run.phase = "finished; running without /endTimeUnixNano; by " + namesOf(Fact::RunState);
    run.outcome = namesOf(Fact::RunResult) + results;
    run.id = namesOf(Fact::RunId) + "; " + namesOf(Fact::PipelineId) + "#"
        + namesOf(Fact::RunNumber) + ", in the repository, else " + namesOf(Fact::Service)
        + "; /traceId#/spanId";
    run.name = namesOf(Fact::PipelineName) + " /name";
    run.parent = "/parentSpanId, /links";
    run.links = "run url, trace /traceId of a root span (is), commit " + namesOf(Fact::Revision)
        + " (uses), change number " + namesOf(Fact::Change) + " (uses)";
    run.url = namesOf(Fact::RunUrl);
    Rosetta task = run;
    task.type = "otlp.span of a task";
    task.kind = word(Kind::TaskRun);
    task.phase = "finished; running without /endTimeUnixNano; by " + namesOf(Fact::TaskState);
    task.outcome = namesOf(Fact::TaskResult) + results;
    task.id = "/traceId#/spanId";
    task.name = namesOf(Fact::TaskName) + " /name";
    task.parent = "/parentSpanId, else pipeline-run " + namesOf(Fact::RunId) + "; /links";
    task.links = "run url, purl " + namesOf(Fact::Purl) + ", digest " + namesOf(Fact::Digest)
        + " (makes; uses where the task deploys)";
    task.url = namesOf(Fact::TaskUrl);
    Rosetta span;
    span.type = "otlp.span";
    span.kind = word(Kind::None);
    Rosetta log = span;
    log.type = "otlp.log";
    log.links = "with " + namesOf(Fact::RunState) + " about that pipeline run";
    return {run, task, span, log};
}

} // namespace sightglass::opentelemetry
